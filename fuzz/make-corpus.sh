#!/usr/bin/env bash
# Makes the recorded corpus anew from fixtures and from a few inputs of real size. Run in the project's folder.
set -euo pipefail
corpus=fuzz/corpus
mkdir -p "$corpus"/{load_file,parse_time,answers,contacts,do_not_contact,policy,flags,texts}
repeat() { local part; for ((part = 0; part < $2; part++)); do printf '%s' "$1"; done; }

# Campaign files: the largest fixtures, and one file of many documents.
for file in sms_simple voice_agentless; do
  for ((number = 0; number < 12; number++)); do
    sed "s/^name: .*/name: Campaign $number/" "tests/fixtures/manifests/valid/$file.yaml"
    echo '---'
  done >"$corpus/load_file/many_$file.yaml"
done
{ printf 'name: &a %s\nlist: [' "$(repeat x 4000)"; repeat '*a,' 2000; echo ']'; } >"$corpus/load_file/long_aliases.yaml"
{ repeat '[' 300; } >"$corpus/load_file/deep_lists.yaml"
{ repeat '{a: ' 300; } >"$corpus/load_file/deep_mappings.yaml"
{ for ((number = 0; number < 1500; number++)); do echo "key$number: !x 1"; done; } >"$corpus/load_file/unknown_keys.yaml"

# Answers: every sample of the contract, a full page, and answers of no documented form.
page() { # rows, a row
  printf '{"status":"success","data":{"results":['
  for ((number = 0; number < $1; number++)); do printf '%s' "${2//NUMBER/$number}"; ((number + 1 < $1)) && printf ','; done
  printf '],"hasMore":true,"totalPages":2}}'
}
cp tests/fixtures/kore-samples.json "$corpus/answers/samples.json"
page 50 '{"_id":"cd-NUMBER","name":"Campaign NUMBER","status":"Ready","priority":3,"createdAt":"2026-11-01T09:00:00.000Z","contactLists":["A"]}' >"$corpus/answers/campaigns.json"
page 50 '{"id":"cc-NUMBER","phoneNumber":"1415555NUMBER","createdAt":"2026-11-01T09:00:00.000Z"}' >"$corpus/answers/contacts.json"
printf '{"campaigns":[{"id":1,"name":"A","status":"draft"}],"pagination":{"page":1,"has_next":true}}' >"$corpus/answers/burki.json"
printf '{"status":"error","errors":[{"code":429,"msg":"You\xe2\x80\x99ve exceeded the per-minute rate limit"}]}' >"$corpus/answers/limited.json"
printf '{"detail":[{"loc":["body","recurring_config","time"],"msg":"field required"}]}' >"$corpus/answers/faults.json"
printf '<html><body>502 Bad Gateway</body></html>' >"$corpus/answers/proxy.html"
{ repeat '{"data":' 200; printf 1; repeat '}' 200; } >"$corpus/answers/deep.json"
{ repeat '[' 2000; } >"$corpus/answers/deep_lists.json"
printf '{"status":"\\ud83d","data":{"results":[null,1,{"id":7},"x"]}}' >"$corpus/answers/wrong_rows.json"

# Contacts: in several dialects and encodings.
{ echo 'Mobile No,First Name,Time Zone'; for ((number = 0; number < 400; number++)); do echo "+9198700$((10000 + number)),Ada $number,Asia/Kolkata"; done; } >"$corpus/contacts/list.csv"
printf '\xef\xbb\xbfphone_number;name;country\r\n09870000001;"Ada\r\nLovelace";IN\r\n(415) 555-0100;B;US\r\n' >"$corpus/contacts/semicolons.csv"
printf 'phoneNumber\tuniqueId\n+14155550100\t"unclosed\n+14155550101\t2\n' >"$corpus/contacts/tabs.tsv"
printf 'phone,name\n+33612345678,Ren\xe9\n' >"$corpus/contacts/latin1.csv"
printf '\xff\xfep\0h\0o\0n\0e\0\n\0' >"$corpus/contacts/utf16.csv"
{ repeat 'a,' 200; echo; repeat ',' 200; } >"$corpus/contacts/wide.csv"
printf '+14155550100\n+14155550100\n\n,,,\n' >"$corpus/contacts/no_header.csv"
printf 'number\n+14155550100\ntel:+33-6-12-34-56-78\n98700 00001\n' >"$corpus/do_not_contact/numbers.csv"
{ for ((number = 0; number < 400; number++)); do echo "+9198700$((10000 + number))"; done; } >"$corpus/do_not_contact/long.txt"
printf 'mobile,home,note\n+14155550100,,"call +14155550101"\nx,y,z\n' >"$corpus/do_not_contact/columns.csv"
cp "$corpus/contacts/latin1.csv" "$corpus/contacts/utf16.csv" "$corpus/do_not_contact/"

# Policies.
cp tests/fixtures/manifests/policy/kcamp.policy.yaml "$corpus/policy/fixture.yaml" 2>/dev/null || true
printf 'hours: {default: "08:00-21:00"}\nmax_segments: 3\nminimum_notice: 2h\n' >"$corpus/policy/usual.yaml"
printf 'hours: {default: "21:00-08:00", US: 9}\nmax_segments: -1\nseverity: [x]\n---\na: 1\n' >"$corpus/policy/wrong.yaml"
{ echo 'severity:'; for ((number = 0; number < 500; number++)); do echo "  campaign/code-$number: note"; done; } >"$corpus/policy/many_codes.yaml"

# Flags, one on each line.
flags() { printf '%s\n' "$@"; }
flags --type sms --name A --contact-list B --caller-id +14155550100 --message 'Hello {{name}}' --calling-hours 'Mon-Fri 9:00 AM-6:00 PM' --calling-hours-timezone America/New_York >"$corpus/flags/sms"
flags --type voice --name A --contact-list B --dialing-mode Preview --max-skips 2 --queue Q --priority 7 --calling-hours 'Sun-Mon 25:00-1' >"$corpus/flags/voice"
{ for ((number = 0; number < 200; number++)); do printf -- '--contact-list\nList %s\n' "$number"; done; } >"$corpus/flags/many_lists"
flags --message "$(repeat '{{' 500)" --name "$(repeat x 5000)" --type sms >"$corpus/flags/long"

# Templates, tokens, configurations.
printf 'Dear {{ name | default("you") }},{%% if due %%} pay {{ amount }}{%% endif %%}' >"$corpus/texts/template.txt"
{ repeat '{% if a %}' 300; repeat '{{ ((((' 100; } >"$corpus/texts/nested_template.txt"
{ repeat '{{ a[' 300; repeat '] }}' 300; } >"$corpus/texts/nested_index.txt"
printf 'eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjE3OTYyODQ4MDAwMDAsImV4cCI6InNvb24ifQ.c2ln' >"$corpus/texts/token.txt"
printf 'eyJhbGciOiJIUzI1NiJ9.%s.c2ln' "$({ printf '{"a":'; repeat '[' 1000; } | base64 -w0 | tr '+/' '-_' | tr -d =)" >"$corpus/texts/deep_token.txt"
printf 'current: acme\nprofiles:\n  acme:\n    host: https://platform.kore.ai\n    client_secret: {env: ACME}\n' >"$corpus/texts/config.yaml"
{ printf 'profiles: '; repeat '{a: ' 300; } >"$corpus/texts/deep_config.yaml"
{ printf 'a: &a [x]\nprofiles: ['; repeat '*a,' 1000; echo ']'; } >"$corpus/texts/aliased_config.yaml"
