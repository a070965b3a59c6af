//! The records of a workbook of 97 to 2003: a kind, a length and as many bytes; what is longer goes on in
//! CONTINUE records.

/// A record.
#[derive(Clone, Copy)]
pub(super) struct Record<'s> {
    /// What it is.
    pub(super) kind: u16,
    /// What is in it, without its CONTINUE records.
    pub(super) data: &'s [u8],
    /// The stream behind it.
    pub(super) rest: &'s [u8],
}

impl Record<'_> {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const EOF: u16 = 0x000a;
    pub(super) const NOTE: u16 = 0x001c;
    pub(super) const DATE_MODE: u16 = 0x0022;
    pub(super) const FILE_PASS: u16 = 0x002f;
    pub(super) const CONTINUE: u16 = 0x003c;
    pub(super) const OBJECT: u16 = 0x005d;
    pub(super) const BOUND_SHEET: u16 = 0x0085;
    pub(super) const MUL_RK: u16 = 0x00bd;
    pub(super) const R_STRING: u16 = 0x00d6;
    pub(super) const XF: u16 = 0x00e0;
    pub(super) const MERGE_CELLS: u16 = 0x00e5;
    pub(super) const SST: u16 = 0x00fc;
    pub(super) const LABEL_SST: u16 = 0x00fd;
    pub(super) const SUP_BOOK: u16 = 0x01ae;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const LABEL: u16 = 0x0204;
    pub(super) const BOOL_ERR: u16 = 0x0205;
    pub(super) const STRING: u16 = 0x0207;
    pub(super) const RK: u16 = 0x027e;
    pub(super) const FORMAT: u16 = 0x041e;
    pub(super) const BOF: u16 = 0x0809;
}

/// The records of a stream one after the other; `None` for one that is cut off.
pub(super) struct Records<'s> {
    rest: &'s [u8],
}

impl<'s> Records<'s> {
    pub(super) const fn new(stream: &'s [u8]) -> Self {
        Self { rest: stream }
    }
}

impl<'s> Iterator for Records<'s> {
    type Item = Option<Record<'s>>;

    fn next(&mut self) -> Option<Self::Item> {
        let kind = short(self.rest, 0)?;
        let whole = short(self.rest, 2).map(|length| 4 + usize::from(length));
        let Some((record, rest)) = whole.and_then(|whole| self.rest.split_at_checked(whole)) else {
            self.rest = &[];
            return Some(None);
        };
        self.rest = rest;
        Some(Some(Record { kind, data: record.get(4..).unwrap_or_default(), rest }))
    }
}

/// Two bytes as a number.
pub(super) fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..)?.first_chunk()?;
    Some(u16::from_le_bytes(*bytes))
}

/// Four bytes as a number.
pub(super) fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes(*bytes))
}

/// Eight bytes as a number with a fraction.
pub(super) fn double(bytes: &[u8], at: usize) -> Option<f64> {
    let bytes = bytes.get(at..)?.first_chunk()?;
    Some(f64::from_le_bytes(*bytes))
}

/// The number in the four bytes of an RK value: 30 bits of a whole number or of a fraction, perhaps in
/// hundredths.
pub(super) fn packed(bytes: &[u8], at: usize) -> Option<f64> {
    let bits = long(bytes, at)?;
    let number = if bits & 2 != 0 {
        f64::from(bits.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(bits & !3) << 32)
    };
    Some(if bits & 1 != 0 { number / 100.0 } else { number })
}
