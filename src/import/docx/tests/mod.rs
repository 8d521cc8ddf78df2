mod hostile;
mod look;
mod make;
mod parts;
mod text;
