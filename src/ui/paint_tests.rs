//! Checks that people who do not see red or green can tell every two tones apart, in the palettes of common
//! terminals.

use anstyle::{AnsiColor, Color};

use super::{severity, tone};
use crate::domain::finding::Severity;
use crate::ui::document::Tone;

type Rgb = [f64; 3];

/// The colours in which terminals show red, green, yellow, cyan, bright blue, and a text without a colour.
const PALETTES: [(&str, [Rgb; 6]); 5] = [
    (
        "xterm",
        [[205., 0., 0.], [0., 205., 0.], [205., 205., 0.], [0., 205., 205.], [92., 92., 255.], [229.; 3]],
    ),
    (
        "VS Code",
        [
            [205., 49., 49.],
            [13., 188., 121.],
            [229., 229., 16.],
            [17., 168., 205.],
            [59., 142., 234.],
            [204.; 3],
        ],
    ),
    (
        "Windows",
        [
            [197., 15., 31.],
            [19., 161., 14.],
            [193., 156., 0.],
            [58., 150., 221.],
            [59., 120., 255.],
            [204.; 3],
        ],
    ),
    (
        "GNOME",
        [
            [204., 0., 0.],
            [78., 154., 6.],
            [196., 160., 0.],
            [6., 152., 154.],
            [114., 159., 207.],
            [211., 215., 207.],
        ],
    ),
    (
        "macOS",
        [
            [194., 54., 33.],
            [37., 188., 36.],
            [173., 173., 39.],
            [51., 187., 200.],
            [88., 51., 255.],
            [203., 204., 205.],
        ],
    ),
];

/// Ways to see colours: common vision, without the cones for green, and without those for red (Machado, Oliveira and
/// Fernandes, 2009).
const EYES: [(&str, [Rgb; 3]); 3] = [
    ("most people", [[1., 0., 0.], [0., 1., 0.], [0., 0., 1.]]),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
];

/// The least distance of two tones, in CIE 1976. At 2.3 an eye just notices a difference side by side.
const APART: f64 = 13.0;
/// The least distance of the tone of success from the tone of an alarm, in CIE 1976.
const FAR_APART: f64 = 70.0;

fn linear(channel: f64) -> f64 {
    let share = channel / 255.0;
    if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
}

/// A colour in CIELAB, as these eyes see it.
fn seen(colour: Rgb, eyes: &[Rgb; 3]) -> Rgb {
    let light = colour.map(linear);
    let times = |row: &Rgb, by: Rgb| row.iter().zip(by).map(|(weight, part)| weight * part).sum::<f64>();
    let [red, green, blue] = eyes.map(|row| times(&row, light).clamp(0.0, 1.0));
    let curve = |part: f64| if part > 0.008_856 { part.cbrt() } else { 7.787f64.mul_add(part, 16.0 / 116.0) };
    let light = [red, green, blue];
    let x = curve(times(&[0.4124, 0.3576, 0.1805], light) / 0.950_47);
    let y = curve(times(&[0.2126, 0.7152, 0.0722], light));
    let z = curve(times(&[0.0193, 0.1192, 0.9505], light) / 1.088_83);
    [116.0f64.mul_add(y, -16.0), 500.0 * (x - y), 200.0 * (y - z)]
}

fn distance(one: Rgb, other: Rgb) -> f64 {
    one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

/// The place of a style's colour in a palette.
fn place(style: Option<anstyle::Style>) -> usize {
    match style.and_then(anstyle::Style::get_fg_color) {
        Some(Color::Ansi(AnsiColor::Red)) => 0,
        Some(Color::Ansi(AnsiColor::Green)) => 1,
        Some(Color::Ansi(AnsiColor::Yellow)) => 2,
        Some(Color::Ansi(AnsiColor::Cyan)) => 3,
        Some(Color::Ansi(AnsiColor::BrightBlue)) => 4,
        None => 5,
        other => panic!("{other:?}: add it to the palettes"),
    }
}

/// The smallest distance between any two of these colours, over all palettes and eyes, and where it is.
fn closest(places: &[usize]) -> (f64, String) {
    let mut found = (f64::INFINITY, String::new());
    for (terminal, palette) in &PALETTES {
        for (eyes, matrix) in &EYES {
            for (at, one) in places.iter().enumerate() {
                for other in &places[at + 1..] {
                    let apart = distance(seen(palette[*one], matrix), seen(palette[*other], matrix));
                    if apart < found.0 {
                        found = (apart, format!("{one} and {other} in {terminal}, {eyes}"));
                    }
                }
            }
        }
    }
    found
}

#[test]
fn every_two_tones_are_told_apart_whatever_an_eye_sees() {
    let tones = [Tone::Plain, Tone::Strong, Tone::Ahead, Tone::Notice, Tone::Alarm].map(|it| place(tone(it)));
    let severities = [Severity::Error, Severity::Warning, Severity::Note].map(|it| place(Some(severity(it))));
    for places in [&tones[..], &severities] {
        let (apart, between) = closest(places);
        assert!(apart >= APART, "{apart}: {between}");
    }
    let (apart, between) = closest(&[place(tone(Tone::Strong)), place(tone(Tone::Alarm))]);
    assert!(apart >= FAR_APART, "{apart}: {between}");
    // The case that this test guards against.
    let (apart, between) = closest(&[0, 1]);
    assert!(apart < APART, "red and green: {apart}: {between}");
}
