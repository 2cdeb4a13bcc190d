//! Which line of the file a row begins on, as an editor shows it. The CSV reader's own count takes the blank lines before
//! a row for the row, and is one behind in files whose lines end as in Windows.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{Read, Result};
use std::rc::Rc;

use csv::{ByteRecord, Reader};

/// Where the line breaks of a file are, as far as it has been read.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines(Rc<RefCell<Breaks>>);

#[derive(Debug, Default)]
struct Breaks {
    read: u64,
    passed: u64,
    ahead: VecDeque<u64>,
}

/// A file that notes its line breaks while it is read.
pub(super) struct Noting<R> {
    file: R,
    lines: Lines,
}

impl Lines {
    pub(super) fn of<R>(&self, file: R) -> Noting<R> {
        Noting {
            file,
            lines: self.clone(),
        }
    }

    /// The first line of the record that was read last.
    pub(super) fn first_of<R: Read>(&self, record: &ByteRecord, source: &Reader<R>) -> u64 {
        let mut breaks = self.0.borrow_mut();
        let end = source.position().byte();
        let mut last = None;
        while let Some(at) = breaks.ahead.pop_front_if(|at| *at < end) {
            breaks.passed += 1;
            last = Some(at);
        }
        let own_end = u64::from(last.is_some_and(|at| at + 1 == end));
        let inside = record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
        (1 + breaks.passed).saturating_sub(inside + own_end)
    }
}

impl<R: Read> Read for Noting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let length = self.file.read(buffer)?;
        let mut breaks = self.lines.0.borrow_mut();
        let start = breaks.read;
        let found = (start..).zip(&buffer[..length]).filter(|(_, byte)| **byte == b'\n');
        breaks.ahead.extend(found.map(|(at, _)| at));
        breaks.read += length as u64;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_lines(text: &str) -> Vec<u64> {
        let lines = Lines::default();
        let mut source = csv::ReaderBuilder::new()
            .flexible(true)
            .buffer_capacity(5)
            .from_reader(lines.of(text.as_bytes()));
        source.byte_headers().unwrap();
        let mut record = ByteRecord::new();
        let mut found = Vec::new();
        while source.read_byte_record(&mut record).unwrap() {
            found.push(lines.first_of(&record, &source));
        }
        found
    }

    #[test]
    fn lines_are_those_of_an_editor_however_they_end() {
        let text = "a,b\n1,2\n\n3,\"x\ny\"\n5,6\n\n\n7,8";
        for ends in ["", "\n"] {
            let unix = format!("{text}{ends}");
            assert_eq!(first_lines(&unix), [2, 4, 6, 9]);
            assert_eq!(first_lines(&unix.replace('\n', "\r\n")), [2, 4, 6, 9]);
            assert_eq!(first_lines(&format!("\u{feff}{unix}")), [2, 4, 6, 9]);
        }
    }
}
