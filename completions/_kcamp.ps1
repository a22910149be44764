
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'kcamp' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'kcamp'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'kcamp' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('campaign', 'campaign', [CompletionResultType]::ParameterValue, 'Create, change, start, stop and look at campaigns')
            [CompletionResult]::new('schedule', 'schedule', [CompletionResultType]::ParameterValue, 'Switch a campaign''s schedule on and off, and see its runs before')
            [CompletionResult]::new('contact-list', 'contact-list', [CompletionResultType]::ParameterValue, 'Create, change and look at contact lists (Kore.ai); on Burki contacts are a campaign''s own')
            [CompletionResult]::new('halt', 'halt', [CompletionResultType]::ParameterValue, 'Stop every campaign that calls and switch every schedule off, now')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Bring back what kcamp halt stopped, and lift the halt')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Check campaign files completely, offline: every finding of every file')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Show what would make the live campaigns as the files have them, and send nothing')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Make the live campaigns as the files have them, just as kcamp plan shows')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Say what the code of a finding or an error means, and how to fix it')
            [CompletionResult]::new('jwt', 'jwt', [CompletionResultType]::ParameterValue, 'Mint and inspect the tokens that Kore.ai asks for; Burki takes an API key as it is')
            [CompletionResult]::new('setup', 'setup', [CompletionResultType]::ParameterValue, 'Set up a profile: where the account is, how to sign in, and in which zone you type times')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check config, credentials, clock, connection and scope')
            [CompletionResult]::new('profile', 'profile', [CompletionResultType]::ParameterValue, 'Look at profiles and choose between them; `kcamp setup` makes one')
            [CompletionResult]::new('journal', 'journal', [CompletionResultType]::ParameterValue, 'Show what kcamp wrote to the platforms from this machine, and what became of it')
            [CompletionResult]::new('sandbox', 'sandbox', [CompletionResultType]::ParameterValue, 'Serve, look at and reset the sandbox: an emulator of Kore.ai and Burki on this machine')
            [CompletionResult]::new('api', 'api', [CompletionResultType]::ParameterValue, 'Send an authenticated request of your own, for what kcamp has no command for')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print a JSON Schema (draft 2020-12), for editors and other checks')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Write the manual pages, one a command, into a folder')
            [CompletionResult]::new('licenses', 'licenses', [CompletionResultType]::ParameterValue, 'Print the licences of the libraries in kcamp')
            [CompletionResult]::new('exit-codes', 'exit-codes', [CompletionResultType]::ParameterValue, 'The exit codes that scripts can rely on')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kcamp;campaign' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create campaigns from files, from flags, or from a file with flags over it')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List campaigns of every type; complete, unless --limit cuts the list')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show one campaign with everything that the platform reports of it')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change fields of a campaign, from a file, from flags, or from both')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write live campaigns as campaign files: one to stdout, several to a folder')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show where a campaign is in its life, such as Ready, Active or Completed')
            [CompletionResult]::new('start', 'start', [CompletionResultType]::ParameterValue, 'Start a campaign now: it reaches people')
            [CompletionResult]::new('stop', 'stop', [CompletionResultType]::ParameterValue, 'Stop a running campaign: it reaches nobody any more')
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Pause a running campaign (Burki); kcamp campaign start goes on where it was')
            [CompletionResult]::new('re-execute', 're-execute', [CompletionResultType]::ParameterValue, 'Give the contacts of a campaign that came to its end another round (Burki)')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Import contacts from a CSV file into a campaign: checked first, followed to its end (Burki)')
            [CompletionResult]::new('watch', 'watch', [CompletionResultType]::ParameterValue, 'Follow a campaign''s status until it is what you wait for')
            [CompletionResult]::new('contacts', 'contacts', [CompletionResultType]::ParameterValue, 'Show a campaign''s contacts and what became of each; complete, unless --limit cuts the list')
            [CompletionResult]::new('executions', 'executions', [CompletionResultType]::ParameterValue, 'Show every try to reach a campaign''s contacts (Burki); complete, unless --limit cuts the list')
            [CompletionResult]::new('template-preview', 'template-preview', [CompletionResultType]::ParameterValue, 'Show what the platform makes of a template (Burki); nothing is changed')
            [CompletionResult]::new('callback', 'callback', [CompletionResultType]::ParameterValue, 'Say when contacts of a running campaign are to be called back (Kore.ai)')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a campaign, with its schedule; nothing brings it back')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kcamp;campaign;create' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'A campaign file, a folder of them, or - for stdin; give it again for more')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'A campaign file, a folder of them, or - for stdin; give it again for more')
            [CompletionResult]::new('--defaults', '--defaults', [CompletionResultType]::ParameterName, 'What the campaigns of files inherit, in the place of each kcamp.defaults.yaml around them')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'The name, at most 48 characters (Kore.ai) or 200 (Burki)')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'The description, at most 256 characters (Kore.ai)')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'The channel: sms or voice (Kore.ai); call, sms or mixed (Burki)')
            [CompletionResult]::new('--contact-list', '--contact-list', [CompletionResultType]::ParameterName, 'A contact list''s name; give it again for more, up to ten (Kore.ai)')
            [CompletionResult]::new('--dnc-list', '--dnc-list', [CompletionResultType]::ParameterName, 'The do-not-contact list''s name (Kore.ai)')
            [CompletionResult]::new('--priority', '--priority', [CompletionResultType]::ParameterName, 'The priority, 1 to 5; 5 is the highest (Kore.ai)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'sms: simple (one text) or advanced (a flow) (Kore.ai)')
            [CompletionResult]::new('--message', '--message', [CompletionResultType]::ParameterName, 'sms: the text, as people read it (Kore.ai)')
            [CompletionResult]::new('--message-file', '--message-file', [CompletionResultType]::ParameterName, 'sms: a file with the text (Kore.ai)')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'sms: the template''s name, whose body the message matches (Kore.ai)')
            [CompletionResult]::new('--experience-flow', '--experience-flow', [CompletionResultType]::ParameterName, 'The experience flow''s name (sms advanced, voice Agentless) (Kore.ai)')
            [CompletionResult]::new('--dialing-mode', '--dialing-mode', [CompletionResultType]::ParameterName, 'voice: Agentless, Progressive or Preview (Kore.ai)')
            [CompletionResult]::new('--queue', '--queue', [CompletionResultType]::ParameterName, 'voice: the queue''s name (Progressive, Preview) (Kore.ai)')
            [CompletionResult]::new('--max-skips', '--max-skips', [CompletionResultType]::ParameterName, 'voice, Preview: how many contacts an agent may skip (Kore.ai)')
            [CompletionResult]::new('--machine-detect', '--machine-detect', [CompletionResultType]::ParameterName, 'voice, Agentless: no, detect or disconnect (Kore.ai)')
            [CompletionResult]::new('--caller-id', '--caller-id', [CompletionResultType]::ParameterName, 'The number to call or write from, such as +12025550124 (Kore.ai)')
            [CompletionResult]::new('--frequency', '--frequency', [CompletionResultType]::ParameterName, 'How the calling hours repeat: WEEKLY, DAILY or CUSTOM (Kore.ai) [default: WEEKLY]')
            [CompletionResult]::new('--calling-hours-timezone', '--calling-hours-timezone', [CompletionResultType]::ParameterName, 'The zone of the calling hours, such as Asia/Kolkata (Kore.ai)')
            [CompletionResult]::new('--calling-hours', '--calling-hours', [CompletionResultType]::ParameterName, 'When contacts may be reached, such as "Mon-Fri 9:00 AM-6:00 PM"; give it again for more (Kore.ai)')
            [CompletionResult]::new('--dialing-order', '--dialing-order', [CompletionResultType]::ParameterName, 'voice: FIFO or LIFO (Kore.ai)')
            [CompletionResult]::new('--max-attempts', '--max-attempts', [CompletionResultType]::ParameterName, 'Attempts for each contact, 1 to 100 (Kore.ai, voice) or 1 to 10 (Burki)')
            [CompletionResult]::new('--retry-period', '--retry-period', [CompletionResultType]::ParameterName, 'voice: time between attempts, 1m to 24h; a bare number counts minutes (Kore.ai)')
            [CompletionResult]::new('--max-ring-time', '--max-ring-time', [CompletionResultType]::ParameterName, 'voice: how long it rings, 5s to 2m; a bare number counts seconds (Kore.ai)')
            [CompletionResult]::new('--assistant-id', '--assistant-id', [CompletionResultType]::ParameterName, 'The id of the assistant that speaks or writes (Burki)')
            [CompletionResult]::new('--welcome-message', '--welcome-message', [CompletionResultType]::ParameterName, 'What a call begins with; {{ name }} and other variables are filled in (Burki)')
            [CompletionResult]::new('--agenda', '--agenda', [CompletionResultType]::ParameterName, 'What the assistant is to do (Burki)')
            [CompletionResult]::new('--end-call-message', '--end-call-message', [CompletionResultType]::ParameterName, 'What a call ends with (Burki)')
            [CompletionResult]::new('--sms-message', '--sms-message', [CompletionResultType]::ParameterName, 'The text of an sms (Burki)')
            [CompletionResult]::new('--retry-delay', '--retry-delay', [CompletionResultType]::ParameterName, 'Time between attempts, 5m to 24h; a bare number counts minutes (Burki)')
            [CompletionResult]::new('--fallback', '--fallback', [CompletionResultType]::ParameterName, 'What stands for a variable that a contact lacks; give it again for more (Burki)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--follow-links', '--follow-links', [CompletionResultType]::ParameterName, 'Follow links in a folder that lead out of it, and read texts that lie outside of the campaign file''s folder')
            [CompletionResult]::new('--if-absent', '--if-absent', [CompletionResultType]::ParameterName, 'Leave a campaign alone whose name exists, and finish what an interrupted run left half done')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;campaign;list' {
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Only this type: sms or voice (Kore.ai); call, sms or mixed (Burki)')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Only this status, such as Ready or Scheduled; several with commas')
            [CompletionResult]::new('--priority', '--priority', [CompletionResultType]::ParameterName, 'Only this priority (Kore.ai); give it again for more')
            [CompletionResult]::new('--dialing-mode', '--dialing-mode', [CompletionResultType]::ParameterName, 'Only this dialing mode: Agentless, Progressive or Preview (Kore.ai); give it again for more')
            [CompletionResult]::new('--created-since', '--created-since', [CompletionResultType]::ParameterName, 'Only campaigns that were created then or later, such as "2026-11-01 09:00" or 2026-11-01')
            [CompletionResult]::new('--created-until', '--created-until', [CompletionResultType]::ParameterName, 'Only campaigns that were created then or earlier; a day means its end')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'Only campaigns with this text in their name or description; case makes no difference')
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'Sort by this instead of the platform''s own order; what has no such value comes last')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most so many')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Only these columns of the table or the CSV, in this order, such as name,status; -o wide shows every column')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--reverse', '--reverse', [CompletionResultType]::ParameterName, 'Turn the order of --sort round')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All of them, which is what happens without --limit too')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;campaign;get' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kcamp;campaign;update' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'A campaign file, or a part of one, or - for stdin')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'A campaign file, or a part of one, or - for stdin')
            [CompletionResult]::new('--defaults', '--defaults', [CompletionResultType]::ParameterName, 'What the campaign inherits, in the place of each kcamp.defaults.yaml around its file')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'The name, at most 48 characters (Kore.ai) or 200 (Burki)')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'The description, at most 256 characters (Kore.ai)')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'The channel: sms or voice (Kore.ai); call, sms or mixed (Burki)')
            [CompletionResult]::new('--contact-list', '--contact-list', [CompletionResultType]::ParameterName, 'A contact list''s name; give it again for more, up to ten (Kore.ai)')
            [CompletionResult]::new('--dnc-list', '--dnc-list', [CompletionResultType]::ParameterName, 'The do-not-contact list''s name (Kore.ai)')
            [CompletionResult]::new('--priority', '--priority', [CompletionResultType]::ParameterName, 'The priority, 1 to 5; 5 is the highest (Kore.ai)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'sms: simple (one text) or advanced (a flow) (Kore.ai)')
            [CompletionResult]::new('--message', '--message', [CompletionResultType]::ParameterName, 'sms: the text, as people read it (Kore.ai)')
            [CompletionResult]::new('--message-file', '--message-file', [CompletionResultType]::ParameterName, 'sms: a file with the text (Kore.ai)')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'sms: the template''s name, whose body the message matches (Kore.ai)')
            [CompletionResult]::new('--experience-flow', '--experience-flow', [CompletionResultType]::ParameterName, 'The experience flow''s name (sms advanced, voice Agentless) (Kore.ai)')
            [CompletionResult]::new('--dialing-mode', '--dialing-mode', [CompletionResultType]::ParameterName, 'voice: Agentless, Progressive or Preview (Kore.ai)')
            [CompletionResult]::new('--queue', '--queue', [CompletionResultType]::ParameterName, 'voice: the queue''s name (Progressive, Preview) (Kore.ai)')
            [CompletionResult]::new('--max-skips', '--max-skips', [CompletionResultType]::ParameterName, 'voice, Preview: how many contacts an agent may skip (Kore.ai)')
            [CompletionResult]::new('--machine-detect', '--machine-detect', [CompletionResultType]::ParameterName, 'voice, Agentless: no, detect or disconnect (Kore.ai)')
            [CompletionResult]::new('--caller-id', '--caller-id', [CompletionResultType]::ParameterName, 'The number to call or write from, such as +12025550124 (Kore.ai)')
            [CompletionResult]::new('--frequency', '--frequency', [CompletionResultType]::ParameterName, 'How the calling hours repeat: WEEKLY, DAILY or CUSTOM (Kore.ai) [default: WEEKLY]')
            [CompletionResult]::new('--calling-hours-timezone', '--calling-hours-timezone', [CompletionResultType]::ParameterName, 'The zone of the calling hours, such as Asia/Kolkata (Kore.ai)')
            [CompletionResult]::new('--calling-hours', '--calling-hours', [CompletionResultType]::ParameterName, 'When contacts may be reached, such as "Mon-Fri 9:00 AM-6:00 PM"; give it again for more (Kore.ai)')
            [CompletionResult]::new('--dialing-order', '--dialing-order', [CompletionResultType]::ParameterName, 'voice: FIFO or LIFO (Kore.ai)')
            [CompletionResult]::new('--max-attempts', '--max-attempts', [CompletionResultType]::ParameterName, 'Attempts for each contact, 1 to 100 (Kore.ai, voice) or 1 to 10 (Burki)')
            [CompletionResult]::new('--retry-period', '--retry-period', [CompletionResultType]::ParameterName, 'voice: time between attempts, 1m to 24h; a bare number counts minutes (Kore.ai)')
            [CompletionResult]::new('--max-ring-time', '--max-ring-time', [CompletionResultType]::ParameterName, 'voice: how long it rings, 5s to 2m; a bare number counts seconds (Kore.ai)')
            [CompletionResult]::new('--assistant-id', '--assistant-id', [CompletionResultType]::ParameterName, 'The id of the assistant that speaks or writes (Burki)')
            [CompletionResult]::new('--welcome-message', '--welcome-message', [CompletionResultType]::ParameterName, 'What a call begins with; {{ name }} and other variables are filled in (Burki)')
            [CompletionResult]::new('--agenda', '--agenda', [CompletionResultType]::ParameterName, 'What the assistant is to do (Burki)')
            [CompletionResult]::new('--end-call-message', '--end-call-message', [CompletionResultType]::ParameterName, 'What a call ends with (Burki)')
            [CompletionResult]::new('--sms-message', '--sms-message', [CompletionResultType]::ParameterName, 'The text of an sms (Burki)')
            [CompletionResult]::new('--retry-delay', '--retry-delay', [CompletionResultType]::ParameterName, 'Time between attempts, 5m to 24h; a bare number counts minutes (Burki)')
            [CompletionResult]::new('--fallback', '--fallback', [CompletionResultType]::ParameterName, 'What stands for a variable that a contact lacks; give it again for more (Burki)')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--follow-links', '--follow-links', [CompletionResultType]::ParameterName, 'Read texts and a policy that lie outside of the campaign file''s folder')
            [CompletionResult]::new('--no-dnc-list', '--no-dnc-list', [CompletionResultType]::ParameterName, 'Drop the do-not-contact list; sms only')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;campaign;export' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'The campaigns of this campaign file, by their names; give it again for more')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'The campaigns of this campaign file, by their names; give it again for more')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'With --all: only this type, such as sms or voice')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'With --all: only this status, such as Active; several with commas; case makes no difference')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'With --all: only campaigns with this text in their name or description')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'The folder to write to, one file a campaign; it is made where it is missing')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'The folder to write to, one file a campaign; it is made where it is missing')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'The campaigns that the filters below keep; at least one filter is needed, except to export')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Overwrite files that are there')
            [CompletionResult]::new('--with-defaults', '--with-defaults', [CompletionResultType]::ParameterName, 'Write what all campaigns have in common once, into kcamp.defaults.yaml of the folder, from which their files inherit it')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;campaign;status' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'The campaigns of this campaign file, by their names; give it again for more')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'The campaigns of this campaign file, by their names; give it again for more')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'With --all: only this type, such as sms or voice')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'With --all: only this status, such as Active; several with commas; case makes no difference')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'With --all: only campaigns with this text in their name or description')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'The campaigns that the filters below keep; at least one filter is needed, except to export')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;campaign;start' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'The campaigns of this campaign file, by their names; give it again for more')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'The campaigns of this campaign file, by their names; give it again for more')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;campaign;stop' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'The campaigns of this campaign file, by their names; give it again for more')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'The campaigns of this campaign file, by their names; give it again for more')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'With --all: only this type, such as sms or voice')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'With --all: only this status, such as Active; several with commas; case makes no difference')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'With --all: only campaigns with this text in their name or description')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'The campaigns that the filters below keep; at least one filter is needed, except to export')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;campaign;pause' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;campaign;re-execute' {
            [CompletionResult]::new('--contact', '--contact', [CompletionResultType]::ParameterName, 'The contacts with these ids, which kcamp campaign contacts -o json shows')
            [CompletionResult]::new('--start', '--start', [CompletionResultType]::ParameterName, 'When: "2026-12-01 09:00", RFC 3339 or "tomorrow 09:00" [default: when it is started]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Everybody')
            [CompletionResult]::new('--failed-only', '--failed-only', [CompletionResultType]::ParameterName, 'Those who failed, did not answer, were busy, or had a machine answer')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;campaign;import' {
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The country of numbers without a country code, as two letters [default: the profile''s region, else none]')
            [CompletionResult]::new('--map', '--map', [CompletionResultType]::ParameterName, 'Send COLUMN as FIELD, such as ''Customer mobile=phone''; COLUMN= leaves it out; COLUMN=country is also the country of each row''s number; give it again for more')
            [CompletionResult]::new('--dnc', '--dnc', [CompletionResultType]::ParameterName, 'Leave out the numbers in this file: one a line, or CSV with phone columns; give it again for more')
            [CompletionResult]::new('--delimiter', '--delimiter', [CompletionResultType]::ParameterName, 'What stands between cells: one character, or tab [default: what the file shows]')
            [CompletionResult]::new('--rejects', '--rejects', [CompletionResultType]::ParameterName, 'Where rows that are wrong go, also with --check [default: PEOPLE.rejects.csv beside PEOPLE.csv, and none with --check]')
            [CompletionResult]::new('--max-size', '--max-size', [CompletionResultType]::ParameterName, 'Largest file that is read, such as 100MB or 2GiB [default: 1GiB for a list, 25MiB for a campaign]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Do everything but send')
            [CompletionResult]::new('--dnc-lenient', '--dnc-lenient', [CompletionResultType]::ParameterName, 'Go on where entries of a --dnc file can match nobody, such as masked ones, and count them')
            [CompletionResult]::new('--dnc-may-be-empty', '--dnc-may-be-empty', [CompletionResultType]::ParameterName, 'Go on where a --dnc file has no entry')
            [CompletionResult]::new('--no-header', '--no-header', [CompletionResultType]::ParameterName, 'The first line is a contact, whatever it looks like; columns are named 1, 2, 3')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Do not wait until the platform has taken the contacts in')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;campaign;watch' {
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Wait for this status, such as completed or active; several with commas [default: what ends it]')
            [CompletionResult]::new('--interval', '--interval', [CompletionResultType]::ParameterName, 'How often to look')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;campaign;contacts' {
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Only those of this status, such as no_answer (Burki)')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most so many')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--show-numbers', '--show-numbers', [CompletionResultType]::ParameterName, 'Show phone numbers whole, and not with their middle starred')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;campaign;executions' {
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Only those of this status, such as no_answer')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most so many')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--show-numbers', '--show-numbers', [CompletionResultType]::ParameterName, 'Show phone numbers whole, and not with their middle starred')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kcamp;campaign;template-preview' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'The template''s text from a file')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'The template''s text from a file')
            [CompletionResult]::new('--var', '--var', [CompletionResultType]::ParameterName, 'A variable and its value; give it again for more')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;campaign;callback' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;campaign;delete' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'The campaigns of this campaign file, by their names; give it again for more')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'The campaigns of this campaign file, by their names; give it again for more')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;campaign;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create campaigns from files, from flags, or from a file with flags over it')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List campaigns of every type; complete, unless --limit cuts the list')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show one campaign with everything that the platform reports of it')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change fields of a campaign, from a file, from flags, or from both')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write live campaigns as campaign files: one to stdout, several to a folder')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show where a campaign is in its life, such as Ready, Active or Completed')
            [CompletionResult]::new('start', 'start', [CompletionResultType]::ParameterValue, 'Start a campaign now: it reaches people')
            [CompletionResult]::new('stop', 'stop', [CompletionResultType]::ParameterValue, 'Stop a running campaign: it reaches nobody any more')
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Pause a running campaign (Burki); kcamp campaign start goes on where it was')
            [CompletionResult]::new('re-execute', 're-execute', [CompletionResultType]::ParameterValue, 'Give the contacts of a campaign that came to its end another round (Burki)')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Import contacts from a CSV file into a campaign: checked first, followed to its end (Burki)')
            [CompletionResult]::new('watch', 'watch', [CompletionResultType]::ParameterValue, 'Follow a campaign''s status until it is what you wait for')
            [CompletionResult]::new('contacts', 'contacts', [CompletionResultType]::ParameterValue, 'Show a campaign''s contacts and what became of each; complete, unless --limit cuts the list')
            [CompletionResult]::new('executions', 'executions', [CompletionResultType]::ParameterValue, 'Show every try to reach a campaign''s contacts (Burki); complete, unless --limit cuts the list')
            [CompletionResult]::new('template-preview', 'template-preview', [CompletionResultType]::ParameterValue, 'Show what the platform makes of a template (Burki); nothing is changed')
            [CompletionResult]::new('callback', 'callback', [CompletionResultType]::ParameterValue, 'Say when contacts of a running campaign are to be called back (Kore.ai)')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a campaign, with its schedule; nothing brings it back')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kcamp;campaign;help;create' {
            break
        }
        'kcamp;campaign;help;list' {
            break
        }
        'kcamp;campaign;help;get' {
            break
        }
        'kcamp;campaign;help;update' {
            break
        }
        'kcamp;campaign;help;export' {
            break
        }
        'kcamp;campaign;help;status' {
            break
        }
        'kcamp;campaign;help;start' {
            break
        }
        'kcamp;campaign;help;stop' {
            break
        }
        'kcamp;campaign;help;pause' {
            break
        }
        'kcamp;campaign;help;re-execute' {
            break
        }
        'kcamp;campaign;help;import' {
            break
        }
        'kcamp;campaign;help;watch' {
            break
        }
        'kcamp;campaign;help;contacts' {
            break
        }
        'kcamp;campaign;help;executions' {
            break
        }
        'kcamp;campaign;help;template-preview' {
            break
        }
        'kcamp;campaign;help;callback' {
            break
        }
        'kcamp;campaign;help;delete' {
            break
        }
        'kcamp;campaign;help;help' {
            break
        }
        'kcamp;schedule' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Switch a schedule on, or replace the one that there is')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Switch a campaign''s schedule off')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a campaign''s schedule as the platform reports it')
            [CompletionResult]::new('preview', 'preview', [CompletionResultType]::ParameterValue, 'Show the next runs; nothing is changed, and from files and flags no connection is opened')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kcamp;schedule;enable' {
            [CompletionResult]::new('--weekly', '--weekly', [CompletionResultType]::ParameterName, 'Repeat on these days of the week, such as Mon,Wed or Mon-Fri or weekdays')
            [CompletionResult]::new('--monthly', '--monthly', [CompletionResultType]::ParameterName, 'Repeat on a day of the month; a month without it has no run (Burki)')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'Every so many days, weeks or months [default: 1]')
            [CompletionResult]::new('--start', '--start', [CompletionResultType]::ParameterName, 'From when on: "2026-12-01 09:00", RFC 3339, "tomorrow 09:00", or a day with --at [env: KCAMP_START]')
            [CompletionResult]::new('--end', '--end', [CompletionResultType]::ParameterName, 'Until when, inclusive; a day means its end [env: KCAMP_END]')
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'The time of day where --start gives a day only')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'A campaign file with a schedule block, or a file with that block alone')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'A campaign file with a schedule block, or a file with that block alone')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--daily', '--daily', [CompletionResultType]::ParameterName, 'Repeat every day')
            [CompletionResult]::new('--once', '--once', [CompletionResultType]::ParameterName, 'Run once (Burki)')
            [CompletionResult]::new('--immediate', '--immediate', [CompletionResultType]::ParameterName, 'Run as soon as it is started (Burki)')
            [CompletionResult]::new('--follow-links', '--follow-links', [CompletionResultType]::ParameterName, 'Read a policy that is a link out of its folder')
            [CompletionResult]::new('--check-name', '--check-name', [CompletionResultType]::ParameterName, 'Look the name up first, and refuse one that no campaign or several have')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;schedule;disable' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'The campaigns of this campaign file, by their names; give it again for more')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'The campaigns of this campaign file, by their names; give it again for more')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'With --all: only this type, such as sms or voice')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'With --all: only this status, such as Active; several with commas; case makes no difference')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'With --all: only campaigns with this text in their name or description')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'The campaigns that the filters below keep; at least one filter is needed, except to export')
            [CompletionResult]::new('--check-name', '--check-name', [CompletionResultType]::ParameterName, 'Look the name up first, and refuse one that no campaign or several have')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;schedule;show' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;schedule;preview' {
            [CompletionResult]::new('--weekly', '--weekly', [CompletionResultType]::ParameterName, 'Repeat on these days of the week, such as Mon,Wed or Mon-Fri or weekdays')
            [CompletionResult]::new('--monthly', '--monthly', [CompletionResultType]::ParameterName, 'Repeat on a day of the month; a month without it has no run (Burki)')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'Every so many days, weeks or months [default: 1]')
            [CompletionResult]::new('--start', '--start', [CompletionResultType]::ParameterName, 'From when on: "2026-12-01 09:00", RFC 3339, "tomorrow 09:00", or a day with --at [env: KCAMP_START]')
            [CompletionResult]::new('--end', '--end', [CompletionResultType]::ParameterName, 'Until when, inclusive; a day means its end [env: KCAMP_END]')
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'The time of day where --start gives a day only')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'A campaign file, a folder of them, or - for stdin; give it again for more')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'A campaign file, a folder of them, or - for stdin; give it again for more')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Number of runs to show for each campaign [default: 10, or all of them with --until]')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'Number of runs to show for each campaign [default: 10, or all of them with --until]')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'The runs until this time, inclusive; a day means its end')
            [CompletionResult]::new('--ics', '--ics', [CompletionResultType]::ParameterName, 'Write the schedules as a calendar file (RFC 5545)')
            [CompletionResult]::new('--html', '--html', [CompletionResultType]::ParameterName, 'Write the runs as a web page: a week grid of all campaigns')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--daily', '--daily', [CompletionResultType]::ParameterName, 'Repeat every day')
            [CompletionResult]::new('--once', '--once', [CompletionResultType]::ParameterName, 'Run once (Burki)')
            [CompletionResult]::new('--immediate', '--immediate', [CompletionResultType]::ParameterName, 'Run as soon as it is started (Burki)')
            [CompletionResult]::new('--follow-links', '--follow-links', [CompletionResultType]::ParameterName, 'Follow links in a folder that lead out of it, and read texts that lie outside of the campaign file''s folder')
            [CompletionResult]::new('--calendar', '--calendar', [CompletionResultType]::ParameterName, 'Draw the months over the table')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;schedule;help' {
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Switch a schedule on, or replace the one that there is')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Switch a campaign''s schedule off')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a campaign''s schedule as the platform reports it')
            [CompletionResult]::new('preview', 'preview', [CompletionResultType]::ParameterValue, 'Show the next runs; nothing is changed, and from files and flags no connection is opened')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kcamp;schedule;help;enable' {
            break
        }
        'kcamp;schedule;help;disable' {
            break
        }
        'kcamp;schedule;help;show' {
            break
        }
        'kcamp;schedule;help;preview' {
            break
        }
        'kcamp;schedule;help;help' {
            break
        }
        'kcamp;contact-list' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the account''s contact lists')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show one contact list')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create an empty contact list')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Give a contact list another name or description')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a contact list that no campaign uses, with its contacts')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Import contacts from a CSV file: checked first, sent in batches, resumed where it was interrupted')
            [CompletionResult]::new('contacts', 'contacts', [CompletionResultType]::ParameterValue, 'Show the contacts of a list, their numbers masked')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kcamp;contact-list;list' {
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Only these columns of the table or the CSV, in this order, such as name,status; -o wide shows every column')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kcamp;contact-list;get' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kcamp;contact-list;create' {
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'What the list is for, at most 256 characters; the platform wants one')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--allow-duplicates', '--allow-duplicates', [CompletionResultType]::ParameterName, 'Let the platform keep a number that is in the list already')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;contact-list;rename' {
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'The new name, at most 48 characters')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'The new description, at most 256 characters')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;contact-list;delete' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;contact-list;import' {
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The country of numbers without a country code, as two letters [default: the profile''s region, else none]')
            [CompletionResult]::new('--map', '--map', [CompletionResultType]::ParameterName, 'Send COLUMN as FIELD, such as ''Customer mobile=phone''; COLUMN= leaves it out; COLUMN=country is also the country of each row''s number; give it again for more')
            [CompletionResult]::new('--dnc', '--dnc', [CompletionResultType]::ParameterName, 'Leave out the numbers in this file: one a line, or CSV with phone columns; give it again for more')
            [CompletionResult]::new('--delimiter', '--delimiter', [CompletionResultType]::ParameterName, 'What stands between cells: one character, or tab [default: what the file shows]')
            [CompletionResult]::new('--rejects', '--rejects', [CompletionResultType]::ParameterName, 'Where rows that are wrong go, also with --check [default: PEOPLE.rejects.csv beside PEOPLE.csv, and none with --check]')
            [CompletionResult]::new('--max-size', '--max-size', [CompletionResultType]::ParameterName, 'Largest file that is read, such as 100MB or 2GiB [default: 1GiB for a list, 25MiB for a campaign]')
            [CompletionResult]::new('--number-form', '--number-form', [CompletionResultType]::ParameterName, 'How numbers are sent: digits, as in the platform''s sample, or plus, with a + before them')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Contacts in one request; the platform''s most is not documented')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Do everything but send')
            [CompletionResult]::new('--dnc-lenient', '--dnc-lenient', [CompletionResultType]::ParameterName, 'Go on where entries of a --dnc file can match nobody, such as masked ones, and count them')
            [CompletionResult]::new('--dnc-may-be-empty', '--dnc-may-be-empty', [CompletionResultType]::ParameterName, 'Go on where a --dnc file has no entry')
            [CompletionResult]::new('--no-header', '--no-header', [CompletionResultType]::ParameterName, 'The first line is a contact, whatever it looks like; columns are named 1, 2, 3')
            [CompletionResult]::new('--resend-unknown', '--resend-unknown', [CompletionResultType]::ParameterName, 'Send batches again of which it is not known whether they arrived')
            [CompletionResult]::new('--again', '--again', [CompletionResultType]::ParameterName, 'Send every row, also those that an earlier import of this file into this list has sent')
            [CompletionResult]::new('--only-new', '--only-new', [CompletionResultType]::ParameterName, 'Send only contacts that no earlier import has sent to this list, whatever file they were in')
            [CompletionResult]::new('--show-numbers', '--show-numbers', [CompletionResultType]::ParameterName, 'Show whole phone numbers in a dry run')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;contact-list;contacts' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most so many')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Only these columns of the table or the CSV, in this order, such as name,status; -o wide shows every column')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--show-numbers', '--show-numbers', [CompletionResultType]::ParameterName, 'Show whole phone numbers')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kcamp;contact-list;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the account''s contact lists')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show one contact list')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create an empty contact list')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Give a contact list another name or description')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a contact list that no campaign uses, with its contacts')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Import contacts from a CSV file: checked first, sent in batches, resumed where it was interrupted')
            [CompletionResult]::new('contacts', 'contacts', [CompletionResultType]::ParameterValue, 'Show the contacts of a list, their numbers masked')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kcamp;contact-list;help;list' {
            break
        }
        'kcamp;contact-list;help;get' {
            break
        }
        'kcamp;contact-list;help;create' {
            break
        }
        'kcamp;contact-list;help;rename' {
            break
        }
        'kcamp;contact-list;help;delete' {
            break
        }
        'kcamp;contact-list;help;import' {
            break
        }
        'kcamp;contact-list;help;contacts' {
            break
        }
        'kcamp;contact-list;help;help' {
            break
        }
        'kcamp;halt' {
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Only campaigns of this type: sms or voice (Kore.ai); call, sms or mixed (Burki)')
            [CompletionResult]::new('--search', '--search', [CompletionResultType]::ParameterName, 'Only campaigns with this text in their name or description; case makes no difference')
            [CompletionResult]::new('--except', '--except', [CompletionResultType]::ParameterName, 'Leave this campaign alone, by its name or id; give it again for more')
            [CompletionResult]::new('--reason', '--reason', [CompletionResultType]::ParameterName, 'Why the halt is lifted, for the journal')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--lift', '--lift', [CompletionResultType]::ParameterName, 'Stop nothing, and let kcamp start campaigns and switch schedules on again')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;resume' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--begin-anew', '--begin-anew', [CompletionResultType]::ParameterName, 'Start again what ran and begins with its whole list then (Kore.ai)')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;validate' {
            [CompletionResult]::new('--defaults', '--defaults', [CompletionResultType]::ParameterName, 'What the campaigns inherit, in the place of each kcamp.defaults.yaml around them')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'github: print workflow annotations instead')
            [CompletionResult]::new('--deny', '--deny', [CompletionResultType]::ParameterName, 'warnings: let warnings end in 3 too')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--follow-links', '--follow-links', [CompletionResultType]::ParameterName, 'Follow links in a folder that lead out of it, and read texts that lie outside of the campaign file''s folder')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;plan' {
            [CompletionResult]::new('--defaults', '--defaults', [CompletionResultType]::ParameterName, 'What the campaigns inherit, in the place of each kcamp.defaults.yaml around them')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Save the plan to this file, for kcamp apply PLAN')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--follow-links', '--follow-links', [CompletionResultType]::ParameterName, 'Follow links in a folder that lead out of it, and read texts that lie outside of the campaign file''s folder')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'End in 20 where the live campaigns are not as the files have them')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Name every campaign, those that are unchanged too')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Read every campaign anew, also those whose row of the list is as it was')
            [CompletionResult]::new('--prune', '--prune', [CompletionResultType]::ParameterName, 'Show that live campaigns are deleted that are in no file; nothing that runs is')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;apply' {
            [CompletionResult]::new('--defaults', '--defaults', [CompletionResultType]::ParameterName, 'What the campaigns inherit, in the place of each kcamp.defaults.yaml around them')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--follow-links', '--follow-links', [CompletionResultType]::ParameterName, 'Follow links in a folder that lead out of it, and read texts that lie outside of the campaign file''s folder')
            [CompletionResult]::new('--reenable', '--reenable', [CompletionResultType]::ParameterName, 'Switch schedules on that are off live, though somebody may have switched them off')
            [CompletionResult]::new('--resend-unreadable', '--resend-unreadable', [CompletionResultType]::ParameterName, 'Send what the platform does not return and this machine''s journal does not remember')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Read every campaign anew, also those whose row of the list is as it was')
            [CompletionResult]::new('--prune', '--prune', [CompletionResultType]::ParameterName, 'Delete live campaigns that are in no file, and nothing that runs; without a terminal it needs --yes --confirm N, N their number')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;explain' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List every code with its severity')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;jwt' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('mint', 'mint', [CompletionResultType]::ParameterValue, 'Mint a token with the profile''s client id and secret')
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Show a token''s header, claims and times; the token is not sent anywhere')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kcamp;jwt;mint' {
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'How long the token lives, such as 300, 5m or 1h')
            [CompletionResult]::new('--sub', '--sub', [CompletionResultType]::ParameterName, 'The claim sub')
            [CompletionResult]::new('--alg', '--alg', [CompletionResultType]::ParameterName, 'The algorithm: HS256, HS384 or HS512')
            [CompletionResult]::new('--claim', '--claim', [CompletionResultType]::ParameterName, 'A further claim; its value is JSON, or else text')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--jti', '--jti', [CompletionResultType]::ParameterName, 'Add a random claim jti, for apps that enforce it')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;jwt;inspect' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Verify the signature with the profile''s client secret, and the expiry')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kcamp;jwt;help' {
            [CompletionResult]::new('mint', 'mint', [CompletionResultType]::ParameterValue, 'Mint a token with the profile''s client id and secret')
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Show a token''s header, claims and times; the token is not sent anywhere')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kcamp;jwt;help;mint' {
            break
        }
        'kcamp;jwt;help;inspect' {
            break
        }
        'kcamp;jwt;help;help' {
            break
        }
        'kcamp;setup' {
            [CompletionResult]::new('--secret-env', '--secret-env', [CompletionResultType]::ParameterName, 'Read the client secret, or Burki''s API key, from this environment variable at every use')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'Read it from this file, which holds nothing else, at every use')
            [CompletionResult]::new('--secret-command', '--secret-command', [CompletionResultType]::ParameterName, 'Read it from the first line that this command prints, at every use; quotes keep a word together, as in a shell')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The country of phone numbers without a country code, as two letters; without it such numbers are refused')
            [CompletionResult]::new('--schedule-timezone', '--schedule-timezone', [CompletionResultType]::ParameterName, 'The zone of the platform''s own clock (Kore.ai) [default: UTC]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--protected', '--protected', [CompletionResultType]::ParameterName, 'Ask for the profile''s name before every write')
            [CompletionResult]::new('--no-check', '--no-check', [CompletionResultType]::ParameterName, 'Save without asking the platform whether the credentials work')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;doctor' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Send nothing: skip connection, clock and access')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;profile' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the profiles of the config file')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show every setting as it is resolved now, with its source; secrets are masked')
            [CompletionResult]::new('use', 'use', [CompletionResultType]::ParameterValue, 'Make a profile the one that is used where none is named')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a profile from the config file; nothing changes on the platform')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kcamp;profile;list' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kcamp;profile;show' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kcamp;profile;use' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kcamp;profile;remove' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;profile;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the profiles of the config file')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show every setting as it is resolved now, with its source; secrets are masked')
            [CompletionResult]::new('use', 'use', [CompletionResultType]::ParameterValue, 'Make a profile the one that is used where none is named')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a profile from the config file; nothing changes on the platform')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kcamp;profile;help;list' {
            break
        }
        'kcamp;profile;help;show' {
            break
        }
        'kcamp;profile;help;use' {
            break
        }
        'kcamp;profile;help;remove' {
            break
        }
        'kcamp;profile;help;help' {
            break
        }
        'kcamp;journal' {
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Only what began since: a duration such as 24h, 7d or 2w, or a time such as 2026-12-01')
            [CompletionResult]::new('--campaign', '--campaign', [CompletionResultType]::ParameterName, 'Only what concerned this campaign or list, by its name or id')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--failed', '--failed', [CompletionResultType]::ParameterName, 'Only what failed, or whose outcome is not known')
            [CompletionResult]::new('--here', '--here', [CompletionResultType]::ParameterName, 'Only what went to the account that is set')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('settle', 'settle', [CompletionResultType]::ParameterValue, 'Look at the platform again for a write whose outcome is not known, and note what became of it')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kcamp;journal;settle' {
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Note this instead of looking')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;journal;help' {
            [CompletionResult]::new('settle', 'settle', [CompletionResultType]::ParameterValue, 'Look at the platform again for a write whose outcome is not known, and note what became of it')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kcamp;journal;help;settle' {
            break
        }
        'kcamp;journal;help;help' {
            break
        }
        'kcamp;sandbox' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Serve the sandbox over HTTP on loopback, until Ctrl-C')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Put the sandbox back to how it started')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show what the sandbox holds, with the schedules that the platform itself would not return')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kcamp;sandbox;serve' {
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port on 127.0.0.1; 0 takes any that is free')
            [CompletionResult]::new('--rate-limit', '--rate-limit', [CompletionResultType]::ParameterName, 'Requests that are served in a minute; 0 is no limit [default: 60 for Kore.ai, no limit for Burki]')
            [CompletionResult]::new('--latency', '--latency', [CompletionResultType]::ParameterName, 'A wait before each answer, such as 200ms')
            [CompletionResult]::new('--fault', '--fault', [CompletionResultType]::ParameterName, 'Something to do wrong; give it again for more')
            [CompletionResult]::new('--choice', '--choice', [CompletionResultType]::ParameterName, 'What to do where the platform''s documentation is silent, such as names=repeated; give it again for more')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'A number from which ids, outcomes and a share of faults follow, for a state that is made afresh')
            [CompletionResult]::new('--state', '--state', [CompletionResultType]::ParameterName, 'The folder of the state [default: the state folder of --sandbox]')
            [CompletionResult]::new('--clock', '--clock', [CompletionResultType]::ParameterName, 'The instant at which the sandbox stands still')
            [CompletionResult]::new('--record', '--record', [CompletionResultType]::ParameterName, 'A file to which every request received is appended as a line of JSON, without its token')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;sandbox;reset' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kcamp;sandbox;status' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kcamp;sandbox;help' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Serve the sandbox over HTTP on loopback, until Ctrl-C')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Put the sandbox back to how it started')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show what the sandbox holds, with the schedules that the platform itself would not return')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kcamp;sandbox;help;serve' {
            break
        }
        'kcamp;sandbox;help;reset' {
            break
        }
        'kcamp;sandbox;help;status' {
            break
        }
        'kcamp;sandbox;help;help' {
            break
        }
        'kcamp;api' {
            [CompletionResult]::new('-F', '-F ', [CompletionResultType]::ParameterName, 'A field, such as -F limit=5: true, false, null and whole numbers are taken for what they are, @FILE for a file''s text, everything else for text; a[b]=c nests, a[]=b makes a list')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'A field, such as -F limit=5: true, false, null and whole numbers are taken for what they are, @FILE for a file''s text, everything else for text; a[b]=c nests, a[]=b makes a list')
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'The JSON body from a file, or - for stdin')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--paginate', '--paginate', [CompletionResultType]::ParameterName, 'Read page after page and print one list of all rows')
            [CompletionResult]::new('--read', '--read', [CompletionResultType]::ParameterName, 'Say that this POST only reads: it needs no --yes, and is repeated where it fails')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;schema' {
            [CompletionResult]::new('--defaults', '--defaults', [CompletionResultType]::ParameterName, 'campaign: of files that lie under these defaults, which need not write again what those give')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;completions' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kcamp;man' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kcamp;licenses' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kcamp;exit-codes' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to use [env: KCAMP_PROFILE]')
            [CompletionResult]::new('--platform', '--platform', [CompletionResultType]::ParameterName, 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The platform''s address [env: KCAMP_HOST]')
            [CompletionResult]::new('--stream-id', '--stream-id', [CompletionResultType]::ParameterName, 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]')
            [CompletionResult]::new('--account-id', '--account-id', [CompletionResultType]::ParameterName, 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'Kore.ai: the client id, the token''s claim appId [env: KCAMP_CLIENT_ID]')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the exact requests, and write nothing; =curl prints them as curl commands')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The protected profile''s name, confirming a write to it without a terminal; give it again for another confirmation')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'How long the whole command may take [env: KCAMP_DEADLINE]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]')
            [CompletionResult]::new('--secret-stdin', '--secret-stdin', [CompletionResultType]::ParameterName, 'Read the client secret, a ready token or Burki''s API key from the first line of stdin')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every confirmation with yes [env: KCAMP_YES=1]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt [env: KCAMP_NO_INPUT=1]')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kcamp;help' {
            [CompletionResult]::new('campaign', 'campaign', [CompletionResultType]::ParameterValue, 'Create, change, start, stop and look at campaigns')
            [CompletionResult]::new('schedule', 'schedule', [CompletionResultType]::ParameterValue, 'Switch a campaign''s schedule on and off, and see its runs before')
            [CompletionResult]::new('contact-list', 'contact-list', [CompletionResultType]::ParameterValue, 'Create, change and look at contact lists (Kore.ai); on Burki contacts are a campaign''s own')
            [CompletionResult]::new('halt', 'halt', [CompletionResultType]::ParameterValue, 'Stop every campaign that calls and switch every schedule off, now')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Bring back what kcamp halt stopped, and lift the halt')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Check campaign files completely, offline: every finding of every file')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Show what would make the live campaigns as the files have them, and send nothing')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Make the live campaigns as the files have them, just as kcamp plan shows')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Say what the code of a finding or an error means, and how to fix it')
            [CompletionResult]::new('jwt', 'jwt', [CompletionResultType]::ParameterValue, 'Mint and inspect the tokens that Kore.ai asks for; Burki takes an API key as it is')
            [CompletionResult]::new('setup', 'setup', [CompletionResultType]::ParameterValue, 'Set up a profile: where the account is, how to sign in, and in which zone you type times')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check config, credentials, clock, connection and scope')
            [CompletionResult]::new('profile', 'profile', [CompletionResultType]::ParameterValue, 'Look at profiles and choose between them; `kcamp setup` makes one')
            [CompletionResult]::new('journal', 'journal', [CompletionResultType]::ParameterValue, 'Show what kcamp wrote to the platforms from this machine, and what became of it')
            [CompletionResult]::new('sandbox', 'sandbox', [CompletionResultType]::ParameterValue, 'Serve, look at and reset the sandbox: an emulator of Kore.ai and Burki on this machine')
            [CompletionResult]::new('api', 'api', [CompletionResultType]::ParameterValue, 'Send an authenticated request of your own, for what kcamp has no command for')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print a JSON Schema (draft 2020-12), for editors and other checks')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Write the manual pages, one a command, into a folder')
            [CompletionResult]::new('licenses', 'licenses', [CompletionResultType]::ParameterValue, 'Print the licences of the libraries in kcamp')
            [CompletionResult]::new('exit-codes', 'exit-codes', [CompletionResultType]::ParameterValue, 'The exit codes that scripts can rely on')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kcamp;help;campaign' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create campaigns from files, from flags, or from a file with flags over it')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List campaigns of every type; complete, unless --limit cuts the list')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show one campaign with everything that the platform reports of it')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Change fields of a campaign, from a file, from flags, or from both')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write live campaigns as campaign files: one to stdout, several to a folder')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show where a campaign is in its life, such as Ready, Active or Completed')
            [CompletionResult]::new('start', 'start', [CompletionResultType]::ParameterValue, 'Start a campaign now: it reaches people')
            [CompletionResult]::new('stop', 'stop', [CompletionResultType]::ParameterValue, 'Stop a running campaign: it reaches nobody any more')
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Pause a running campaign (Burki); kcamp campaign start goes on where it was')
            [CompletionResult]::new('re-execute', 're-execute', [CompletionResultType]::ParameterValue, 'Give the contacts of a campaign that came to its end another round (Burki)')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Import contacts from a CSV file into a campaign: checked first, followed to its end (Burki)')
            [CompletionResult]::new('watch', 'watch', [CompletionResultType]::ParameterValue, 'Follow a campaign''s status until it is what you wait for')
            [CompletionResult]::new('contacts', 'contacts', [CompletionResultType]::ParameterValue, 'Show a campaign''s contacts and what became of each; complete, unless --limit cuts the list')
            [CompletionResult]::new('executions', 'executions', [CompletionResultType]::ParameterValue, 'Show every try to reach a campaign''s contacts (Burki); complete, unless --limit cuts the list')
            [CompletionResult]::new('template-preview', 'template-preview', [CompletionResultType]::ParameterValue, 'Show what the platform makes of a template (Burki); nothing is changed')
            [CompletionResult]::new('callback', 'callback', [CompletionResultType]::ParameterValue, 'Say when contacts of a running campaign are to be called back (Kore.ai)')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a campaign, with its schedule; nothing brings it back')
            break
        }
        'kcamp;help;campaign;create' {
            break
        }
        'kcamp;help;campaign;list' {
            break
        }
        'kcamp;help;campaign;get' {
            break
        }
        'kcamp;help;campaign;update' {
            break
        }
        'kcamp;help;campaign;export' {
            break
        }
        'kcamp;help;campaign;status' {
            break
        }
        'kcamp;help;campaign;start' {
            break
        }
        'kcamp;help;campaign;stop' {
            break
        }
        'kcamp;help;campaign;pause' {
            break
        }
        'kcamp;help;campaign;re-execute' {
            break
        }
        'kcamp;help;campaign;import' {
            break
        }
        'kcamp;help;campaign;watch' {
            break
        }
        'kcamp;help;campaign;contacts' {
            break
        }
        'kcamp;help;campaign;executions' {
            break
        }
        'kcamp;help;campaign;template-preview' {
            break
        }
        'kcamp;help;campaign;callback' {
            break
        }
        'kcamp;help;campaign;delete' {
            break
        }
        'kcamp;help;schedule' {
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Switch a schedule on, or replace the one that there is')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Switch a campaign''s schedule off')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a campaign''s schedule as the platform reports it')
            [CompletionResult]::new('preview', 'preview', [CompletionResultType]::ParameterValue, 'Show the next runs; nothing is changed, and from files and flags no connection is opened')
            break
        }
        'kcamp;help;schedule;enable' {
            break
        }
        'kcamp;help;schedule;disable' {
            break
        }
        'kcamp;help;schedule;show' {
            break
        }
        'kcamp;help;schedule;preview' {
            break
        }
        'kcamp;help;contact-list' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the account''s contact lists')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show one contact list')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create an empty contact list')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Give a contact list another name or description')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete a contact list that no campaign uses, with its contacts')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Import contacts from a CSV file: checked first, sent in batches, resumed where it was interrupted')
            [CompletionResult]::new('contacts', 'contacts', [CompletionResultType]::ParameterValue, 'Show the contacts of a list, their numbers masked')
            break
        }
        'kcamp;help;contact-list;list' {
            break
        }
        'kcamp;help;contact-list;get' {
            break
        }
        'kcamp;help;contact-list;create' {
            break
        }
        'kcamp;help;contact-list;rename' {
            break
        }
        'kcamp;help;contact-list;delete' {
            break
        }
        'kcamp;help;contact-list;import' {
            break
        }
        'kcamp;help;contact-list;contacts' {
            break
        }
        'kcamp;help;halt' {
            break
        }
        'kcamp;help;resume' {
            break
        }
        'kcamp;help;validate' {
            break
        }
        'kcamp;help;plan' {
            break
        }
        'kcamp;help;apply' {
            break
        }
        'kcamp;help;explain' {
            break
        }
        'kcamp;help;jwt' {
            [CompletionResult]::new('mint', 'mint', [CompletionResultType]::ParameterValue, 'Mint a token with the profile''s client id and secret')
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Show a token''s header, claims and times; the token is not sent anywhere')
            break
        }
        'kcamp;help;jwt;mint' {
            break
        }
        'kcamp;help;jwt;inspect' {
            break
        }
        'kcamp;help;setup' {
            break
        }
        'kcamp;help;doctor' {
            break
        }
        'kcamp;help;profile' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the profiles of the config file')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show every setting as it is resolved now, with its source; secrets are masked')
            [CompletionResult]::new('use', 'use', [CompletionResultType]::ParameterValue, 'Make a profile the one that is used where none is named')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a profile from the config file; nothing changes on the platform')
            break
        }
        'kcamp;help;profile;list' {
            break
        }
        'kcamp;help;profile;show' {
            break
        }
        'kcamp;help;profile;use' {
            break
        }
        'kcamp;help;profile;remove' {
            break
        }
        'kcamp;help;journal' {
            [CompletionResult]::new('settle', 'settle', [CompletionResultType]::ParameterValue, 'Look at the platform again for a write whose outcome is not known, and note what became of it')
            break
        }
        'kcamp;help;journal;settle' {
            break
        }
        'kcamp;help;sandbox' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Serve the sandbox over HTTP on loopback, until Ctrl-C')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Put the sandbox back to how it started')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show what the sandbox holds, with the schedules that the platform itself would not return')
            break
        }
        'kcamp;help;sandbox;serve' {
            break
        }
        'kcamp;help;sandbox;reset' {
            break
        }
        'kcamp;help;sandbox;status' {
            break
        }
        'kcamp;help;api' {
            break
        }
        'kcamp;help;schema' {
            break
        }
        'kcamp;help;completions' {
            break
        }
        'kcamp;help;man' {
            break
        }
        'kcamp;help;licenses' {
            break
        }
        'kcamp;help;exit-codes' {
            break
        }
        'kcamp;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
