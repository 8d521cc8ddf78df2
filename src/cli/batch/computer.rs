//! What the computer has: processors and memory.

/// Where the system says nothing.
const USUAL: u64 = 4 * 1024 * 1024 * 1024;
/// A batch has at least so much.
pub const LEAST: u64 = 512 * 1024 * 1024;

/// The processors that this process may use.
pub fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Three quarters of the memory that is free and that this process may take: by the system, by its container or by Slurm.
pub fn memory() -> u64 {
    let read = |path| std::fs::read_to_string(path).ok();
    let free = read("/proc/meminfo").and_then(|text| available(&text));
    let limits = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];
    let limits = limits.iter().filter_map(|path| read(path)?.trim().parse().ok());
    let least = free.into_iter().chain(limits).chain(slurm()).min().unwrap_or(USUAL);
    (least / 4 * 3).max(LEAST)
}

/// What Slurm gives to this process, by the node or by the processor (bytes).
fn slurm() -> Option<u64> {
    let number = |name| std::env::var(name).ok()?.parse::<u64>().ok();
    let by_processor = || Some(number("SLURM_MEM_PER_CPU")? * number("SLURM_CPUS_PER_TASK").unwrap_or(1));
    let megabytes = number("SLURM_MEM_PER_NODE").or_else(by_processor)?;
    // 0 is all that the node has.
    (megabytes > 0).then_some(megabytes * 1024 * 1024)
}

/// What `/proc/meminfo` says is available (bytes).
fn available(text: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// A size from the command line: `512M`, `8G`.
///
/// # Errors
/// When it is none, or too small; the option's help says what it may be.
pub fn size(text: &str) -> Result<u64, String> {
    let (number, unit) = text.split_at(text.len() - text.chars().next_back().map_or(0, char::len_utf8));
    let unit = match unit {
        "M" | "m" => 1024 * 1024,
        "G" | "g" => 1024 * 1024 * 1024,
        _ => return Err(String::new()),
    };
    let bytes = number.parse::<u64>().ok().and_then(|number| number.checked_mul(unit));
    bytes.filter(|bytes| *bytes >= LEAST).ok_or_else(String::new)
}
