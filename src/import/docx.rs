//! `.docx` of Word, WPS and LibreOffice.
