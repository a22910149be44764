# What each example stands on, by its code: run before it in its shell, in a home with the files that examples.rs makes.

start() { kcamp campaign start Billing --yes; }
import() { kcamp contact-list import Customers "$@" --yes; }
settings() { mkdir -p .config/kcamp && cat > .config/kcamp/config.yaml && chmod 600 .config/kcamp/config.yaml; }
secret() { printf the-secret-of-the-test > secret; chmod 600 secret; unset KCAMP_CLIENT_SECRET; }
large() { head -c 5000000 /dev/zero | tr '\0' ' ' > "$1"; chmod 600 "$1"; }
plan() { kcamp plan campaigns/ --out july.plan; }
# A write whose outcome is not known yet, to this host.
entry() {
    echo '{"key":"20118-b6d514-0","at":"2026-12-03T07:00:00Z","write":{"action":"campaign start","subject":"Billing","profile":null,"host":"'"$1"'","account":null}}'
}
journal=.local/state/kcamp/journal.jsonl

case $CODE in
campaign/exists-schedule-off)
    kcamp campaign create -f a.yaml; sed "s/^name: .*/name: Reminder/" campaign.yaml > a.yaml
    ;;
campaign/not-all-created)
    cp a.yaml campaigns/a.yaml; sed "s/Reminder/Other/; s/Customers/Nobody/" a.yaml > campaigns/b.yaml
    ;;
campaign/wrong-state | campaign/not-all-done) start ;;
campaign/ended-otherwise) start; kcamp campaign stop Billing --yes ;;
defaults/do-not-contact-not-used)
    grep -v dncLists campaign.yaml > campaigns/sms.yaml; echo "dncLists: testdnc" > kcamp.defaults.yaml
    ;;
defaults/not-used) grep -v description campaign.yaml > campaigns/sms.yaml; echo "description: D" > kcamp.defaults.yaml ;;
file/name-nearly-right) echo "max_segments: 2" > kcamp.policy.yaml ;;
preview/until-too-early) cp campaign.yaml a.yaml ;;
schedule/interval-replaced)
    sed "s/recurType: Weekly.*/recurType: Daily, dailyDetails: {onceEveryNdays: 3}}/" campaign.yaml > every-3-days.yaml
    ;;
schedule/weekdays-unclear) sed -i "s/timezone: Asia.Kolkata/timezone: UTC/" campaign.yaml ;;
usage/output-is-input) cp campaign.yaml event.yaml ;;
usage/output-exists) cp campaign.yaml event.yaml; printf notes > event.ics ;;
time/zone-file-unreadable) mkdir -p zones/Europe; printf TZif > zones/Europe/Berlin ;;
file/folder-empty) mkdir drafts ;;
file/too-large | config/too-large) large contacts.json ;;
file/too-many-values) { echo "["; yes 1, | head -n 800000 | tr -d "\n"; echo "1]"; } > export.json ;;
clock/fixed) export KCAMP_HOST=https://platform.kore.ai ;;
config/malformed) echo "profiles: [one, two]" | settings ;;
config/too-open) echo "profiles: {a: {timezone: UTC}}" | settings; chmod 644 .config/kcamp/config.yaml ;;
consent/plain-secret)
    echo the-secret-of-the-test > api-key
    chmod 600 api-key
    unset KCAMP_TOKEN KCAMP_CLIENT_SECRET KCAMP_STREAM_ID KCAMP_ACCOUNT_ID KCAMP_CLIENT_ID
    ;;
consent/protected-profile)
    printf "profiles:\n  production:\n    protected: true\n    timezone: UTC\n" | settings
    ;;
input/findings) sed -i "s/priority: 5/priority: 9/" a.yaml ;;
journal/failed | journal/unreadable) rm $journal && mkdir $journal ;;
journal/not-open)
    { entry sandbox; echo '{"key":"20118-b6d514-0","at":"2026-12-03T07:00:01Z","outcome":{"exit_code":0,"message":"done","id":null}}'; } > $journal
    ;;
journal/not-settled)
    grep -m1 write $journal | sed 's/"key":"[^"]*"/"key":"20118-b6d514-0"/; s/"action":"[^"]*"/"action":"contact-list import"/' > open; cat open > $journal
    ;;
journal/other-account) entry http://elsewhere.example > $journal ;;
jwt/algorithm-unsupported) export TOKEN=eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJrY2FtcCJ9.c2lnbmF0dXJl ;;
jwt/expired) TOKEN=$(KCAMP_NOW=2026-12-03T07:00:00Z kcamp jwt mint) ;;
jwt/not-yet-valid) TOKEN=$(kcamp jwt mint --claim nbf=1900000000) ;;
jwt/signature-mismatch) TOKEN=$(kcamp jwt mint | sed 's/\.[^.]*$/.c2lnbmF0dXJl/') ;;
secret/file-writable-by-others) secret; chmod 666 secret ;;
machine/link-in-own-folder) rm $journal; ln -s /etc/motd $journal ;;
secret/file-unreadable | secret/not-a-secret | secret/several-lines | settings/secret-set-twice)
    secret
    ;;
settings/account-incomplete) unset KCAMP_STREAM_ID KCAMP_ACCOUNT_ID ;;
settings/credentials-missing) unset KCAMP_CLIENT_SECRET KCAMP_TOKEN ;;
api/body-too-large) head -c 9000000 /dev/zero > backup.json ;;
export/would-inherit)
    rm -rf campaigns; mkdir campaigns; echo "dncLists: testdnc" > campaigns/kcamp.defaults.yaml
    ;;
export/schedule-not-written)
    kcamp schedule enable Billing --daily --start "2027-03-01 09:00" --end 2027-03-31 --timezone UTC --yes
    rm $journal
    ;;
export/schedule-time-unclear)
    kcamp --platform burki schedule enable Renewals --once --start "2027-03-01 09:00" --timezone America/New_York --yes
    rm $journal
    ;;
export/file-exists) rm -rf campaigns; kcamp campaign export --all -d campaigns ;;
init/folder-name) mkdir .git ;;
init/file-exists) kcamp init --type sms --timezone Asia/Kolkata ;;
file/several-documents | usage/flags-with-several-campaigns)
    { cat campaign.yaml; echo ---; cat a.yaml; } > all.yaml
    ;;
campaign/live-under-former-name)
    sed 's/^name: .*/name: Old Promo/' a.yaml > old.yaml; kcamp campaign create -f old.yaml; { cat a.yaml; echo 'renamedFrom: Old Promo'; } > spring.yaml
    ;;
halt/latched) kcamp halt --yes ;;
halt/nothing-chosen) start ;;
import/country-without-header) printf "+12025550143,US\n+12025550144,US\n" > c.csv ;;
import/do-not-contact-dropped) printf "phone\n+12025550199\n" > dnc.csv; import c.csv --dnc dnc.csv ;;
import/file-empty) : > c.csv ;;
import/map-field-twice) printf "phone,mobile,name\n+12025550143,+12025550144,Ada\n" > c.csv ;;
import/file-too-large) truncate -s 1100M everybody.csv ;;
import/not-csv) printf "PK\003\004rest of the sheet" > c.xlsx ;;
import/not-utf8) printf "\377\376p\0h\0o\0n\0e\0\n\0" > c.csv ;;
import/nothing-to-send) printf "phone,name\n9876543,Ada\n" > c.csv ;;
import/other-options)
    export KCAMP_YES=1
    printf "phone,name\n2025550131,Ada\n" > c.csv
    import c.csv --region IN
    ;;
import/rejects-exist)
    printf "phone,name\n+1202,Ada\n+12025550143,Bo\n" > people.csv
    echo mine > people.rejects.csv
    ;;
import/rejects-is-a-folder) mkdir rejected; printf "phone,name\n+1202,Ada\n+12025550143,Bo\n" > c.csv ;;
import/rejects-over-itself) printf "phone,name\n+1202,Ada\n+12025550143,Bo\n" > c.csv ;;
import/row-too-long) { printf "phone,name\n+12025550143,"; head -c 2000000 /dev/zero | tr "\0" a; } > c.csv ;;
import/too-many-columns)
    { printf phone; for i in $(seq 1 160); do printf ",c$i"; done; printf "\n+12025550143"; for i in $(seq 1 160); do printf ",$i"; done; echo; } > everything.csv
    ;;
plan/stale) plan; sed -i "s/09:00:00/10:00:00/" campaigns/a.yaml ;;
plan/unreadable) plan; echo '{"kcamp_plan": 1, "paths": ["campaigns"]}' > july.plan ;;
plan/other-choices) plan ;;
plan/blocked | apply/blocked | apply/not-all-applied) sed -i "s/Customers/Nobody/" campaigns/a.yaml ;;
esac
