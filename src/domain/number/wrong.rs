//! Why a text is not a number that can be called.

/// Why a text is not a number that can be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongNumber {
    /// The text is empty.
    Empty,
    /// The number has no country code, and no country was given.
    NoCountry,
    /// Some digits are hidden, or are wildcards.
    Masked,
    /// A spreadsheet wrote the number as `9.19E+11`, and its last digits are lost.
    Scientific,
    /// A program wrote the number with decimals.
    Decimal,
    /// Letters or other characters that no number has.
    Unreadable,
    /// More than one number.
    Several,
    /// A number with words beside it.
    Words,
    /// A number with digits beside it that are not part of it.
    Remark,
    /// A letter where a digit belongs, such as O for 0.
    LetterForDigit,
    /// No country has this country code.
    CountryCode,
    /// Too few digits for its country.
    TooShort,
    /// Too many digits for its country.
    TooLong,
    /// The numbering plan has no such number.
    NotAssigned,
    /// It begins with an international prefix that is not dialled in its country.
    Prefix,
    /// It has an extension, which a campaign cannot dial.
    Extension,
    /// The digits are one number with a `+` before them and another one without.
    Ambiguous,
    /// A number of Mexico in the form until 2019, with 1, 01, 044 or 045 before its ten digits.
    OldMexican,
    /// A mobile number of Brazil in the form until 2016, without the 9 before its eight digits.
    OldBrazilian,
    /// The area code is in a separate column.
    AreaCodeApart,
}

impl WrongNumber {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "import/number-missing",
            Self::NoCountry => "import/country-not-said",
            Self::Masked => "import/number-masked",
            Self::Scientific => "import/number-in-scientific-form",
            Self::Decimal => "import/number-in-decimal-form",
            Self::Unreadable | Self::Several | Self::Words | Self::Remark | Self::LetterForDigit => {
                "import/number-unreadable"
            }
            Self::CountryCode => "import/country-code-unknown",
            Self::TooShort => "import/number-too-short",
            Self::TooLong => "import/number-too-long",
            Self::NotAssigned | Self::Prefix | Self::OldMexican | Self::OldBrazilian => {
                "import/number-not-in-plan"
            }
            Self::Extension => "import/number-has-extension",
            Self::Ambiguous => "import/number-ambiguous",
            Self::AreaCodeApart => "import/area-code-apart",
        }
    }

    /// Whether digits of the number are missing, so that no number can be made of the others.
    pub const fn lacks_digits(self) -> bool {
        matches!(self, Self::Empty | Self::Masked | Self::Scientific | Self::TooShort)
    }

    /// The problem and the fix, without naming the number.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Empty => "there is no phone number",
            Self::NoCountry => "the number has no country code, and no country was given",
            Self::Masked => "digits of the number are hidden; fill in the whole number",
            Self::Scientific => {
                "a spreadsheet shortened the number to scientific form; format the column as text and export it again"
            }
            Self::Decimal => {
                "a program wrote the number with decimals; format the column as text and export it again"
            }
            Self::Unreadable => "this is not a phone number; write + and the country code before the number",
            Self::Several => {
                "the cell has more than one number; leave one in it, and give the other a row of its own"
            }
            Self::Words => "there are words beside the number; leave only the number in the cell",
            Self::Remark => {
                "there are digits beside the number that may not belong to it, as in (2), / 27 or - 29; leave only the number in the cell"
            }
            Self::LetterForDigit => {
                "there is a letter where a digit belongs, such as O for 0 or l for 1; write the digit"
            }
            Self::CountryCode => "no country has this country code",
            Self::TooShort => {
                "the number is too short for its country; check its digits and its country code"
            }
            Self::TooLong => "the number is too long for its country; check its digits and its country code",
            Self::NotAssigned => "its country has no such number; check its digits and its country code",
            Self::Prefix => {
                "it begins with an international prefix that is not dialled in its country; write + in place of 00 or 011"
            }
            Self::OldMexican => {
                "this is an old form of a Mexican number; write +52 and its last ten digits, without 1, 01, 044 or 045"
            }
            Self::OldBrazilian => {
                "this is the old form of a Brazilian mobile number; write a 9 before its last eight digits"
            }
            Self::Extension => "the number has an extension, which a campaign cannot dial",
            Self::Ambiguous => {
                "the number is valid both with and without its first digits as a country code; write + before it, or \
                 its 0 if it is national"
            }
            Self::AreaCodeApart => {
                "the area code stands in another column; write the whole number in one column, with + and its country code"
            }
        }
    }
}
