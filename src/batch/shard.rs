//! A part of a batch for each of several machines: every n-th job.

use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::say;

/// One of several parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which, from 0.
    pub index: usize,
    /// Of how many.
    pub count: usize,
}

/// A batch has so many parts at most.
const MOST: usize = 10_000;

impl Shard {
    /// All in one part.
    pub const WHOLE: Self = Self { index: 0, count: 1 };

    /// What is written as `2/8`: the second of eight.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (number, count) = text.split_once('/')?;
        Self::new(number.parse::<usize>().ok()?.checked_sub(1)?, count.parse().ok()?)
    }

    fn new(index: usize, count: usize) -> Option<Self> {
        (index < count && count <= MOST).then_some(Self { index, count })
    }

    /// The part that an engine gives to this process: a Slurm array, a Kubernetes job with indexes; all where there is none.
    ///
    /// # Errors
    /// When the engine says which part, but not of how many, or what makes no sense.
    pub fn of_engine(variable: &dyn Fn(&str) -> Option<String>) -> Result<Self, Diagnostic> {
        let number = |name: &'static str| match variable(name).filter(|said| !said.is_empty()) {
            None => Ok(None),
            Some(said) => said
                .parse::<usize>()
                .map(Some)
                .map_err(|_| refused(say!("shard.number", name = name, value = said))),
        };
        let odd = |index: usize, count: usize, names: Vec<String>| {
            Self::new(index, count).ok_or_else(|| {
                refused(say!("shard.range", index = index.to_string(), count = count, names = names))
            })
        };
        if let Some(task) = number("SLURM_ARRAY_TASK_ID")? {
            // An array may begin at any number and leave some out, as 0-30:10 does.
            let first = number("SLURM_ARRAY_TASK_MIN")?.unwrap_or(0);
            let step = number("SLURM_ARRAY_TASK_STEP")?.unwrap_or(1).max(1);
            let Some(count) = number("SLURM_ARRAY_TASK_COUNT")? else {
                return Err(refused(say!("shard.count", name = "SLURM_ARRAY_TASK_COUNT")));
            };
            let names = ["SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT"].map(str::to_owned).to_vec();
            return odd(task.saturating_sub(first) / step, count, names);
        }
        if let Some(index) = number("JOB_COMPLETION_INDEX")? {
            let Some(count) = number("JOB_COMPLETIONS")? else {
                return Err(refused(say!("shard.count", name = "JOB_COMPLETIONS")));
            };
            return odd(
                index,
                count,
                ["JOB_COMPLETION_INDEX", "JOB_COMPLETIONS"].map(str::to_owned).to_vec(),
            );
        }
        Ok(Self::WHOLE)
    }

    /// Whether a job belongs to this part.
    #[must_use]
    pub fn has(self, number: usize) -> bool {
        number % self.count == self.index
    }
}

fn refused(message: Message) -> Diagnostic {
    Diagnostic::error(message).hint(say!("hint.shard"))
}

#[cfg(test)]
mod tests {
    use super::Shard;

    fn engine(variables: &[(&str, &str)]) -> Result<(usize, usize), &'static str> {
        let variable = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        Shard::of_engine(&variable)
            .map(|shard| (shard.index, shard.count))
            .map_err(|finding| finding.message.key())
    }

    #[test]
    fn parts_are_counted_from_one_on_the_command_line() {
        assert_eq!(Shard::parse("1/1"), Some(Shard::WHOLE));
        assert_eq!(Shard::parse("8/8"), Some(Shard { index: 7, count: 8 }));
        for wrong in ["", "1", "0/2", "3/2", "1/0", "a/2", "-1/2", "1/99999", "1/2/3"] {
            assert_eq!(Shard::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_job_belongs_to_one_part() {
        for count in [1, 2, 3, 7] {
            for number in 0..100 {
                let with = (0..count).filter(|index| Shard { index: *index, count }.has(number)).count();
                assert_eq!(with, 1);
            }
        }
    }

    #[test]
    fn engines_say_which_part() {
        assert_eq!(engine(&[]), Ok((0, 1)));
        let slurm = |id, min, step, count| {
            engine(&[
                ("SLURM_ARRAY_TASK_ID", id),
                ("SLURM_ARRAY_TASK_MIN", min),
                ("SLURM_ARRAY_TASK_STEP", step),
                ("SLURM_ARRAY_TASK_COUNT", count),
            ])
        };
        assert_eq!(slurm("0", "0", "1", "4"), Ok((0, 4)));
        assert_eq!(slurm("4", "1", "1", "4"), Ok((3, 4)));
        assert_eq!(slurm("30", "10", "10", "3"), Ok((2, 3)));
        assert_eq!(slurm("9", "1", "1", "4"), Err("shard.range"));
        assert_eq!(slurm("9", "1", "1", ""), Err("shard.count"));
        assert_eq!(slurm("x", "1", "1", "4"), Err("shard.number"));
        assert_eq!(engine(&[("JOB_COMPLETION_INDEX", "3"), ("JOB_COMPLETIONS", "16")]), Ok((3, 16)));
        assert_eq!(engine(&[("JOB_COMPLETION_INDEX", "3")]), Err("shard.count"));
        assert_eq!(engine(&[("JOB_COMPLETION_INDEX", "16"), ("JOB_COMPLETIONS", "16")]), Err("shard.range"));
    }
}
