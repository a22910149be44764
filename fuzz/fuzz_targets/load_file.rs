//! Whatever bytes a campaign file holds, checking it ends, and every finding points into the text.
#![no_main]

use std::sync::Arc;

use kcamp::domain::finding::Origin;
use kcamp::domain::platform_kind::PlatformKind;
use kcamp::domain::zone::Zone;
use kcamp::manifest::{Run, Surroundings, decode_policy, decode_schedule, examine, load_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let read_text = |_: &std::path::Path| Ok("Your bill is due.".to_owned());
    let now = jiff::Timestamp::constant(1_796_284_800, 0);
    let surroundings = Surroundings::new(PlatformKind::Kore, Zone::utc(), now);
    let policy = decode_policy(load_bytes("kcamp.policy.yaml", bytes.to_vec())).0;
    let loaded = load_bytes("fuzz.yaml", bytes.to_vec());
    for document in &loaded.documents {
        let _ = decode_schedule(document, &read_text, &surroundings);
    }
    let checked = Run::default().next(examine(loaded, &read_text, Arc::new(policy), &surroundings));
    for finding in &checked.findings {
        if let Origin::Text { source, span } = &finding.origin {
            assert!(source.text.get(span.clone()).is_some(), "{finding:?}");
        }
    }
});
