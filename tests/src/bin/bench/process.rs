//! What Linux says of a running process.

use anyhow::{Context, Result};

/// Linux counts user time in these; the value is fixed for programs on every architecture that it runs on here.
const TICKS_PER_SECOND: f64 = 100.0;

/// CPU time of a process so far, in milliseconds, all threads together, as Linux's scheduler counts it.
pub(crate) fn cpu_ms(process: u32) -> Result<f64> {
    let mut nanoseconds = 0_u64;
    for thread in std::fs::read_dir(format!("/proc/{process}/task"))? {
        let schedule = std::fs::read_to_string(thread?.path().join("schedstat"))?;
        nanoseconds += schedule
            .split(' ')
            .next()
            .context("a field of schedstat")?
            .parse::<u64>()?;
    }
    Ok(nanoseconds as f64 / 1e6)
}

/// CPU time that a process has spent outside the kernel so far, in milliseconds, threads that have ended included.
pub(crate) fn user_ms(process: u32) -> Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name, which may hold blanks, ends with the last parenthesis; user time is the twelfth field after it.
    let (_, fields) = stat.rsplit_once(')').context("the name of a process")?;
    let ticks: f64 = fields.split_whitespace().nth(11).context("utime")?.parse()?;
    Ok(ticks * 1_000.0 / TICKS_PER_SECOND)
}

/// Memory of a process at its fullest so far, in MiB.
pub(crate) fn peak_mib(process: u32) -> Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .context("VmHWM")?;
    Ok(line.split_whitespace().nth(1).context("a number")?.parse::<f64>()? / 1024.0)
}

/// The middle one of some values.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
