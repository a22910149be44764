# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_kcamp_global_optspecs
    string join \n profile= platform= host= stream-id= account-id= client-id= secret-stdin timezone= o/output= sandbox dry-run= y/yes confirm= no-input q/quiet v/verbose color= timeout= deadline= ca-cert= h/help V/version
end

function __fish_kcamp_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_kcamp_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_kcamp_using_subcommand
    set -l cmd (__fish_kcamp_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c kcamp -n "__fish_kcamp_needs_command" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_needs_command" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_needs_command" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_needs_command" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_needs_command" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_needs_command" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_needs_command" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_needs_command" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_needs_command" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_needs_command" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_needs_command" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_needs_command" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_needs_command" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_needs_command" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_needs_command" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_needs_command" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_needs_command" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_needs_command" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_needs_command" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_needs_command" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_needs_command" -s V -l version -d 'Print version'
complete -c kcamp -n "__fish_kcamp_needs_command" -f -a "campaign" -d 'Create, change, start, stop and look at campaigns'
complete -c kcamp -n "__fish_kcamp_needs_command" -f -a "schedule" -d 'Switch a campaign\'s schedule on and off, and see its runs before'
complete -c kcamp -n "__fish_kcamp_needs_command" -f -a "contact-list" -d 'Create, change and look at contact lists (Kore.ai); on Burki contacts are a campaign\'s own'
complete -c kcamp -n "__fish_kcamp_needs_command" -f -a "halt" -d 'Stop every campaign that calls and switch every schedule off, now'
complete -c kcamp -n "__fish_kcamp_needs_command" -f -a "resume" -d 'Bring back what kcamp halt stopped, and lift the halt'
complete -c kcamp -n "__fish_kcamp_needs_command" -f -a "validate" -d 'Check campaign files completely, offline: every finding of every file'
complete -c kcamp -n "__fish_kcamp_needs_command" -f -a "plan" -d 'Show what would make the live campaigns as the files have them, and send nothing'
complete -c kcamp -n "__fish_kcamp_needs_command" -f -a "apply" -d 'Make the live campaigns as the files have them, just as kcamp plan shows'
complete -c kcamp -n "__fish_kcamp_needs_command" -f -a "explain" -d 'Say what the code of a finding or an error means, and how to fix it'
complete -c kcamp -n "__fish_kcamp_needs_command" -f -a "jwt" -d 'Mint and inspect the tokens that Kore.ai asks for; Burki takes an API key as it is'
complete -c kcamp -n "__fish_kcamp_needs_command" -f -a "setup" -d 'Set up a profile: where the account is, how to sign in, and in which zone you type times'
complete -c kcamp -n "__fish_kcamp_needs_command" -f -a "doctor" -d 'Check config, credentials, clock, connection and scope'
complete -c kcamp -n "__fish_kcamp_needs_command" -f -a "profile" -d 'Look at profiles and choose between them; `kcamp setup` makes one'
complete -c kcamp -n "__fish_kcamp_needs_command" -f -a "journal" -d 'Show what kcamp wrote to the platforms from this machine, and what became of it'
complete -c kcamp -n "__fish_kcamp_needs_command" -f -a "sandbox" -d 'Serve, look at and reset the sandbox: an emulator of Kore.ai and Burki on this machine'
complete -c kcamp -n "__fish_kcamp_needs_command" -f -a "api" -d 'Send an authenticated request of your own, for what kcamp has no command for'
complete -c kcamp -n "__fish_kcamp_needs_command" -f -a "schema" -d 'Print a JSON Schema (draft 2020-12), for editors and other checks'
complete -c kcamp -n "__fish_kcamp_needs_command" -f -a "completions" -d 'Print the completion script for a shell'
complete -c kcamp -n "__fish_kcamp_needs_command" -f -a "man" -d 'Write the manual pages, one a command, into a folder'
complete -c kcamp -n "__fish_kcamp_needs_command" -f -a "licenses" -d 'Print the licences of the libraries in kcamp'
complete -c kcamp -n "__fish_kcamp_needs_command" -f -a "exit-codes" -d 'The exit codes that scripts can rely on'
complete -c kcamp -n "__fish_kcamp_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -s h -l help -d 'Print help'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -f -a "create" -d 'Create campaigns from files, from flags, or from a file with flags over it'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -f -a "list" -d 'List campaigns of every type; complete, unless --limit cuts the list'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -f -a "get" -d 'Show one campaign with everything that the platform reports of it'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -f -a "update" -d 'Change fields of a campaign, from a file, from flags, or from both'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -f -a "export" -d 'Write live campaigns as campaign files: one to stdout, several to a folder'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -f -a "status" -d 'Show where a campaign is in its life, such as Ready, Active or Completed'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -f -a "start" -d 'Start a campaign now: it reaches people'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -f -a "stop" -d 'Stop a running campaign: it reaches nobody any more'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -f -a "pause" -d 'Pause a running campaign (Burki); kcamp campaign start goes on where it was'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -f -a "re-execute" -d 'Give the contacts of a campaign that came to its end another round (Burki)'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -f -a "import" -d 'Import contacts from a CSV file into a campaign: checked first, followed to its end (Burki)'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -f -a "watch" -d 'Follow a campaign\'s status until it is what you wait for'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -f -a "contacts" -d 'Show a campaign\'s contacts and what became of each; complete, unless --limit cuts the list'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -f -a "executions" -d 'Show every try to reach a campaign\'s contacts (Burki); complete, unless --limit cuts the list'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -f -a "template-preview" -d 'Show what the platform makes of a template (Burki); nothing is changed'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -f -a "callback" -d 'Say when contacts of a running campaign are to be called back (Kore.ai)'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -f -a "delete" -d 'Delete a campaign, with its schedule; nothing brings it back'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and not __fish_seen_subcommand_from create list get update export status start stop pause re-execute import watch contacts executions template-preview callback delete help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -s f -l file -d 'A campaign file, a folder of them, or - for stdin; give it again for more' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l defaults -d 'What the campaigns of files inherit, in the place of each kcamp.defaults.yaml around them' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l name -d 'The name, at most 48 characters (Kore.ai) or 200 (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l description -d 'The description, at most 256 characters (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l type -d 'The channel: sms or voice (Kore.ai); call, sms or mixed (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l contact-list -d 'A contact list\'s name; give it again for more, up to ten (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l dnc-list -d 'The do-not-contact list\'s name (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l priority -d 'The priority, 1 to 5; 5 is the highest (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l format -d 'sms: simple (one text) or advanced (a flow) (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l message -d 'sms: the text, as people read it (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l message-file -d 'sms: a file with the text (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l template -d 'sms: the template\'s name, whose body the message matches (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l experience-flow -d 'The experience flow\'s name (sms advanced, voice Agentless) (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l dialing-mode -d 'voice: Agentless, Progressive or Preview (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l queue -d 'voice: the queue\'s name (Progressive, Preview) (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l max-skips -d 'voice, Preview: how many contacts an agent may skip (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l machine-detect -d 'voice, Agentless: no, detect or disconnect (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l caller-id -d 'The number to call or write from, such as +12025550124 (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l frequency -d 'How the calling hours repeat: WEEKLY, DAILY or CUSTOM (Kore.ai) [default: WEEKLY]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l calling-hours-timezone -d 'The zone of the calling hours, such as Asia/Kolkata (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l calling-hours -d 'When contacts may be reached, such as "Mon-Fri 9:00 AM-6:00 PM"; give it again for more (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l dialing-order -d 'voice: FIFO or LIFO (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l max-attempts -d 'Attempts for each contact, 1 to 100 (Kore.ai, voice) or 1 to 10 (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l retry-period -d 'voice: time between attempts, 1m to 24h; a bare number counts minutes (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l max-ring-time -d 'voice: how long it rings, 5s to 2m; a bare number counts seconds (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l assistant-id -d 'The id of the assistant that speaks or writes (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l welcome-message -d 'What a call begins with; {{ name }} and other variables are filled in (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l agenda -d 'What the assistant is to do (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l end-call-message -d 'What a call ends with (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l sms-message -d 'The text of an sms (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l retry-delay -d 'Time between attempts, 5m to 24h; a bare number counts minutes (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l fallback -d 'What stands for a variable that a contact lacks; give it again for more (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l follow-links -d 'Follow links in a folder that lead out of it, and read texts that lie outside of the campaign file\'s folder'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l if-absent -d 'Leave a campaign alone whose name exists, and finish what an interrupted run left half done'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l type -d 'Only this type: sms or voice (Kore.ai); call, sms or mixed (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l status -d 'Only this status, such as Ready or Scheduled; several with commas' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l priority -d 'Only this priority (Kore.ai); give it again for more' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l dialing-mode -d 'Only this dialing mode: Agentless, Progressive or Preview (Kore.ai); give it again for more' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l created-since -d 'Only campaigns that were created then or later, such as "2026-11-01 09:00" or 2026-11-01' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l created-until -d 'Only campaigns that were created then or earlier; a day means its end' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l search -d 'Only campaigns with this text in their name or description; case makes no difference' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l sort -d 'Sort by this instead of the platform\'s own order; what has no such value comes last' -r -f -a "name\t'The name; case makes no difference'
status\t'The status, in the order of a campaign\'s life'
priority\t'The priority, the highest first (Kore.ai)'
created\t'When it was created, the earliest first'
updated\t'When it was last changed, the earliest first (Kore.ai)'"
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l limit -d 'At most so many' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l columns -d 'Only these columns of the table or the CSV, in this order, such as name,status; -o wide shows every column' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l reverse -d 'Turn the order of --sort round'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l all -d 'All of them, which is what happens without --limit too'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from get" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from get" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from get" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from get" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from get" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from get" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from get" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from get" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from get" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from get" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from get" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from get" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from get" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from get" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from get" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from get" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from get" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from get" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -s f -l file -d 'A campaign file, or a part of one, or - for stdin' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l defaults -d 'What the campaign inherits, in the place of each kcamp.defaults.yaml around its file' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l name -d 'The name, at most 48 characters (Kore.ai) or 200 (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l description -d 'The description, at most 256 characters (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l type -d 'The channel: sms or voice (Kore.ai); call, sms or mixed (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l contact-list -d 'A contact list\'s name; give it again for more, up to ten (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l dnc-list -d 'The do-not-contact list\'s name (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l priority -d 'The priority, 1 to 5; 5 is the highest (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l format -d 'sms: simple (one text) or advanced (a flow) (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l message -d 'sms: the text, as people read it (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l message-file -d 'sms: a file with the text (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l template -d 'sms: the template\'s name, whose body the message matches (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l experience-flow -d 'The experience flow\'s name (sms advanced, voice Agentless) (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l dialing-mode -d 'voice: Agentless, Progressive or Preview (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l queue -d 'voice: the queue\'s name (Progressive, Preview) (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l max-skips -d 'voice, Preview: how many contacts an agent may skip (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l machine-detect -d 'voice, Agentless: no, detect or disconnect (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l caller-id -d 'The number to call or write from, such as +12025550124 (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l frequency -d 'How the calling hours repeat: WEEKLY, DAILY or CUSTOM (Kore.ai) [default: WEEKLY]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l calling-hours-timezone -d 'The zone of the calling hours, such as Asia/Kolkata (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l calling-hours -d 'When contacts may be reached, such as "Mon-Fri 9:00 AM-6:00 PM"; give it again for more (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l dialing-order -d 'voice: FIFO or LIFO (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l max-attempts -d 'Attempts for each contact, 1 to 100 (Kore.ai, voice) or 1 to 10 (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l retry-period -d 'voice: time between attempts, 1m to 24h; a bare number counts minutes (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l max-ring-time -d 'voice: how long it rings, 5s to 2m; a bare number counts seconds (Kore.ai)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l assistant-id -d 'The id of the assistant that speaks or writes (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l welcome-message -d 'What a call begins with; {{ name }} and other variables are filled in (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l agenda -d 'What the assistant is to do (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l end-call-message -d 'What a call ends with (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l sms-message -d 'The text of an sms (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l retry-delay -d 'Time between attempts, 5m to 24h; a bare number counts minutes (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l fallback -d 'What stands for a variable that a contact lacks; give it again for more (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l follow-links -d 'Read texts and a policy that lie outside of the campaign file\'s folder'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l no-dnc-list -d 'Drop the do-not-contact list; sms only'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -s f -l file -d 'The campaigns of this campaign file, by their names; give it again for more' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -l type -d 'With --all: only this type, such as sms or voice' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -l status -d 'With --all: only this status, such as Active; several with commas; case makes no difference' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -l search -d 'With --all: only campaigns with this text in their name or description' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -s d -l directory -d 'The folder to write to, one file a campaign; it is made where it is missing' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -l all -d 'The campaigns that the filters below keep; at least one filter is needed, except to export'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -l force -d 'Overwrite files that are there'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -l with-defaults -d 'Write what all campaigns have in common once, into kcamp.defaults.yaml of the folder, from which their files inherit it'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -s f -l file -d 'The campaigns of this campaign file, by their names; give it again for more' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -l type -d 'With --all: only this type, such as sms or voice' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -l status -d 'With --all: only this status, such as Active; several with commas; case makes no difference' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -l search -d 'With --all: only campaigns with this text in their name or description' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -l all -d 'The campaigns that the filters below keep; at least one filter is needed, except to export'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from start" -s f -l file -d 'The campaigns of this campaign file, by their names; give it again for more' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from start" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from start" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from start" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from start" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from start" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from start" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from start" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from start" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from start" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from start" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from start" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from start" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from start" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from start" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from start" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from start" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from start" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from start" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from start" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from start" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from start" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -s f -l file -d 'The campaigns of this campaign file, by their names; give it again for more' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -l type -d 'With --all: only this type, such as sms or voice' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -l status -d 'With --all: only this status, such as Active; several with commas; case makes no difference' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -l search -d 'With --all: only campaigns with this text in their name or description' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -l all -d 'The campaigns that the filters below keep; at least one filter is needed, except to export'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from stop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from pause" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from pause" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from pause" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from pause" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from pause" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from pause" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from pause" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from pause" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from pause" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from pause" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from pause" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from pause" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from pause" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from pause" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from pause" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from pause" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from pause" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from pause" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from pause" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from pause" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from pause" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -l contact -d 'The contacts with these ids, which kcamp campaign contacts -o json shows' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -l start -d 'When: "2026-12-01 09:00", RFC 3339 or "tomorrow 09:00" [default: when it is started]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -l all -d 'Everybody'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -l failed-only -d 'Those who failed, did not answer, were busy, or had a machine answer'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from re-execute" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l region -d 'The country of numbers without a country code, as two letters [default: the profile\'s region, else none]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l map -d 'Send COLUMN as FIELD, such as \'Customer mobile=phone\'; COLUMN= leaves it out; COLUMN=country is also the country of each row\'s number; give it again for more' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l dnc -d 'Leave out the numbers in this file: one a line, or CSV with phone columns; give it again for more' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l delimiter -d 'What stands between cells: one character, or tab [default: what the file shows]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l rejects -d 'Where rows that are wrong go, also with --check [default: PEOPLE.rejects.csv beside PEOPLE.csv, and none with --check]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l max-size -d 'Largest file that is read, such as 100MB or 2GiB [default: 1GiB for a list, 25MiB for a campaign]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l check -d 'Do everything but send'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l dnc-lenient -d 'Go on where entries of a --dnc file can match nobody, such as masked ones, and count them'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l dnc-may-be-empty -d 'Go on where a --dnc file has no entry'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l no-header -d 'The first line is a contact, whatever it looks like; columns are named 1, 2, 3'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l no-wait -d 'Do not wait until the platform has taken the contacts in'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -l until -d 'Wait for this status, such as completed or active; several with commas [default: what ends it]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -l interval -d 'How often to look' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from watch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -l status -d 'Only those of this status, such as no_answer (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -l limit -d 'At most so many' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -l show-numbers -d 'Show phone numbers whole, and not with their middle starred'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from contacts" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -l status -d 'Only those of this status, such as no_answer' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -l limit -d 'At most so many' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -l show-numbers -d 'Show phone numbers whole, and not with their middle starred'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from executions" -s h -l help -d 'Print help'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -s f -l file -d 'The template\'s text from a file' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -l var -d 'A variable and its value; give it again for more' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from template-preview" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from callback" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from callback" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from callback" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from callback" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from callback" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from callback" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from callback" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from callback" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from callback" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from callback" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from callback" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from callback" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from callback" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from callback" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from callback" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from callback" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from callback" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from callback" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from callback" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from callback" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from callback" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from delete" -s f -l file -d 'The campaigns of this campaign file, by their names; give it again for more' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from delete" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from delete" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from delete" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from delete" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from delete" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from delete" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from delete" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from delete" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from delete" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from delete" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from delete" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from delete" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from delete" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from delete" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from delete" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from delete" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from delete" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from help" -f -a "create" -d 'Create campaigns from files, from flags, or from a file with flags over it'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from help" -f -a "list" -d 'List campaigns of every type; complete, unless --limit cuts the list'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from help" -f -a "get" -d 'Show one campaign with everything that the platform reports of it'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from help" -f -a "update" -d 'Change fields of a campaign, from a file, from flags, or from both'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from help" -f -a "export" -d 'Write live campaigns as campaign files: one to stdout, several to a folder'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from help" -f -a "status" -d 'Show where a campaign is in its life, such as Ready, Active or Completed'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from help" -f -a "start" -d 'Start a campaign now: it reaches people'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from help" -f -a "stop" -d 'Stop a running campaign: it reaches nobody any more'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from help" -f -a "pause" -d 'Pause a running campaign (Burki); kcamp campaign start goes on where it was'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from help" -f -a "re-execute" -d 'Give the contacts of a campaign that came to its end another round (Burki)'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from help" -f -a "import" -d 'Import contacts from a CSV file into a campaign: checked first, followed to its end (Burki)'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from help" -f -a "watch" -d 'Follow a campaign\'s status until it is what you wait for'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from help" -f -a "contacts" -d 'Show a campaign\'s contacts and what became of each; complete, unless --limit cuts the list'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from help" -f -a "executions" -d 'Show every try to reach a campaign\'s contacts (Burki); complete, unless --limit cuts the list'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from help" -f -a "template-preview" -d 'Show what the platform makes of a template (Burki); nothing is changed'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from help" -f -a "callback" -d 'Say when contacts of a running campaign are to be called back (Kore.ai)'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from help" -f -a "delete" -d 'Delete a campaign, with its schedule; nothing brings it back'
complete -c kcamp -n "__fish_kcamp_using_subcommand campaign; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -s h -l help -d 'Print help'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -f -a "enable" -d 'Switch a schedule on, or replace the one that there is'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -f -a "disable" -d 'Switch a campaign\'s schedule off'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -f -a "show" -d 'Show a campaign\'s schedule as the platform reports it'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -f -a "preview" -d 'Show the next runs; nothing is changed, and from files and flags no connection is opened'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and not __fish_seen_subcommand_from enable disable show preview help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l weekly -d 'Repeat on these days of the week, such as Mon,Wed or Mon-Fri or weekdays' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l monthly -d 'Repeat on a day of the month; a month without it has no run (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l every -d 'Every so many days, weeks or months [default: 1]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l start -d 'From when on: "2026-12-01 09:00", RFC 3339, "tomorrow 09:00", or a day with --at [env: KCAMP_START]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l end -d 'Until when, inclusive; a day means its end [env: KCAMP_END]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l at -d 'The time of day where --start gives a day only' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -s f -l file -d 'A campaign file with a schedule block, or a file with that block alone' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l daily -d 'Repeat every day'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l once -d 'Run once (Burki)'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l immediate -d 'Run as soon as it is started (Burki)'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l follow-links -d 'Read a policy that is a link out of its folder'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l check-name -d 'Look the name up first, and refuse one that no campaign or several have'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -s f -l file -d 'The campaigns of this campaign file, by their names; give it again for more' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -l type -d 'With --all: only this type, such as sms or voice' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -l status -d 'With --all: only this status, such as Active; several with commas; case makes no difference' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -l search -d 'With --all: only campaigns with this text in their name or description' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -l all -d 'The campaigns that the filters below keep; at least one filter is needed, except to export'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -l check-name -d 'Look the name up first, and refuse one that no campaign or several have'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from show" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from show" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from show" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from show" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from show" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from show" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from show" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from show" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from show" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from show" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from show" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from show" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from show" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from show" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from show" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from show" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l weekly -d 'Repeat on these days of the week, such as Mon,Wed or Mon-Fri or weekdays' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l monthly -d 'Repeat on a day of the month; a month without it has no run (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l every -d 'Every so many days, weeks or months [default: 1]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l start -d 'From when on: "2026-12-01 09:00", RFC 3339, "tomorrow 09:00", or a day with --at [env: KCAMP_START]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l end -d 'Until when, inclusive; a day means its end [env: KCAMP_END]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l at -d 'The time of day where --start gives a day only' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -s f -l file -d 'A campaign file, a folder of them, or - for stdin; give it again for more' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -s n -l count -d 'Number of runs to show for each campaign [default: 10, or all of them with --until]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l until -d 'The runs until this time, inclusive; a day means its end' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l ics -d 'Write the schedules as a calendar file (RFC 5545)' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l html -d 'Write the runs as a web page: a week grid of all campaigns' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l daily -d 'Repeat every day'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l once -d 'Run once (Burki)'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l immediate -d 'Run as soon as it is started (Burki)'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l follow-links -d 'Follow links in a folder that lead out of it, and read texts that lie outside of the campaign file\'s folder'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l calendar -d 'Draw the months over the table'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from preview" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from help" -f -a "enable" -d 'Switch a schedule on, or replace the one that there is'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from help" -f -a "disable" -d 'Switch a campaign\'s schedule off'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a campaign\'s schedule as the platform reports it'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from help" -f -a "preview" -d 'Show the next runs; nothing is changed, and from files and flags no connection is opened'
complete -c kcamp -n "__fish_kcamp_using_subcommand schedule; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -s h -l help -d 'Print help'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -f -a "list" -d 'List the account\'s contact lists'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -f -a "get" -d 'Show one contact list'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -f -a "create" -d 'Create an empty contact list'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -f -a "rename" -d 'Give a contact list another name or description'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -f -a "delete" -d 'Delete a contact list that no campaign uses, with its contacts'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -f -a "import" -d 'Import contacts from a CSV file: checked first, sent in batches, resumed where it was interrupted'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -f -a "contacts" -d 'Show the contacts of a list, their numbers masked'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and not __fish_seen_subcommand_from list get create rename delete import contacts help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from list" -l columns -d 'Only these columns of the table or the CSV, in this order, such as name,status; -o wide shows every column' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from list" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from list" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from list" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from list" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from list" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from list" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from list" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from list" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from list" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from list" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from list" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from list" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from list" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from list" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from list" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from list" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from get" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from get" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from get" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from get" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from get" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from get" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from get" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from get" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from get" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from get" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from get" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from get" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from get" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from get" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from get" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from get" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from get" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from get" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -l description -d 'What the list is for, at most 256 characters; the platform wants one' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -l allow-duplicates -d 'Let the platform keep a number that is in the list already'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -l name -d 'The new name, at most 48 characters' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -l description -d 'The new description, at most 256 characters' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from rename" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from delete" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from delete" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from delete" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from delete" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from delete" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from delete" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from delete" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from delete" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from delete" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from delete" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from delete" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from delete" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from delete" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from delete" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from delete" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from delete" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from delete" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l region -d 'The country of numbers without a country code, as two letters [default: the profile\'s region, else none]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l map -d 'Send COLUMN as FIELD, such as \'Customer mobile=phone\'; COLUMN= leaves it out; COLUMN=country is also the country of each row\'s number; give it again for more' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l dnc -d 'Leave out the numbers in this file: one a line, or CSV with phone columns; give it again for more' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l delimiter -d 'What stands between cells: one character, or tab [default: what the file shows]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l rejects -d 'Where rows that are wrong go, also with --check [default: PEOPLE.rejects.csv beside PEOPLE.csv, and none with --check]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l max-size -d 'Largest file that is read, such as 100MB or 2GiB [default: 1GiB for a list, 25MiB for a campaign]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l number-form -d 'How numbers are sent: digits, as in the platform\'s sample, or plus, with a + before them' -r -f -a "digits\t''
plus\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l batch-size -d 'Contacts in one request; the platform\'s most is not documented' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l check -d 'Do everything but send'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l dnc-lenient -d 'Go on where entries of a --dnc file can match nobody, such as masked ones, and count them'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l dnc-may-be-empty -d 'Go on where a --dnc file has no entry'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l no-header -d 'The first line is a contact, whatever it looks like; columns are named 1, 2, 3'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l resend-unknown -d 'Send batches again of which it is not known whether they arrived'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l again -d 'Send every row, also those that an earlier import of this file into this list has sent'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l only-new -d 'Send only contacts that no earlier import has sent to this list, whatever file they were in'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l show-numbers -d 'Show whole phone numbers in a dry run'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -l limit -d 'At most so many' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -l columns -d 'Only these columns of the table or the CSV, in this order, such as name,status; -o wide shows every column' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -l show-numbers -d 'Show whole phone numbers'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from contacts" -s h -l help -d 'Print help'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the account\'s contact lists'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from help" -f -a "get" -d 'Show one contact list'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from help" -f -a "create" -d 'Create an empty contact list'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from help" -f -a "rename" -d 'Give a contact list another name or description'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from help" -f -a "delete" -d 'Delete a contact list that no campaign uses, with its contacts'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from help" -f -a "import" -d 'Import contacts from a CSV file: checked first, sent in batches, resumed where it was interrupted'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from help" -f -a "contacts" -d 'Show the contacts of a list, their numbers masked'
complete -c kcamp -n "__fish_kcamp_using_subcommand contact-list; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -l type -d 'Only campaigns of this type: sms or voice (Kore.ai); call, sms or mixed (Burki)' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -l search -d 'Only campaigns with this text in their name or description; case makes no difference' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -l except -d 'Leave this campaign alone, by its name or id; give it again for more' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -l reason -d 'Why the halt is lifted, for the journal' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -l lift -d 'Stop nothing, and let kcamp start campaigns and switch schedules on again'
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand halt" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand resume" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand resume" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand resume" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand resume" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand resume" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand resume" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand resume" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand resume" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand resume" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand resume" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand resume" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand resume" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand resume" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand resume" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand resume" -l begin-anew -d 'Start again what ran and begins with its whole list then (Kore.ai)'
complete -c kcamp -n "__fish_kcamp_using_subcommand resume" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand resume" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand resume" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand resume" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand resume" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand resume" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand resume" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -l defaults -d 'What the campaigns inherit, in the place of each kcamp.defaults.yaml around them' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -l format -d 'github: print workflow annotations instead' -r -f -a "github\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -l deny -d 'warnings: let warnings end in 3 too' -r -f -a "warnings\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -l follow-links -d 'Follow links in a folder that lead out of it, and read texts that lie outside of the campaign file\'s folder'
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand validate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l defaults -d 'What the campaigns inherit, in the place of each kcamp.defaults.yaml around them' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l out -d 'Save the plan to this file, for kcamp apply PLAN' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l follow-links -d 'Follow links in a folder that lead out of it, and read texts that lie outside of the campaign file\'s folder'
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l exit-code -d 'End in 20 where the live campaigns are not as the files have them'
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l all -d 'Name every campaign, those that are unchanged too'
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l refresh -d 'Read every campaign anew, also those whose row of the list is as it was'
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l prune -d 'Show that live campaigns are deleted that are in no file; nothing that runs is'
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand plan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -l defaults -d 'What the campaigns inherit, in the place of each kcamp.defaults.yaml around them' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -l follow-links -d 'Follow links in a folder that lead out of it, and read texts that lie outside of the campaign file\'s folder'
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -l reenable -d 'Switch schedules on that are off live, though somebody may have switched them off'
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -l resend-unreadable -d 'Send what the platform does not return and this machine\'s journal does not remember'
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -l refresh -d 'Read every campaign anew, also those whose row of the list is as it was'
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -l prune -d 'Delete live campaigns that are in no file, and nothing that runs; without a terminal it needs --yes --confirm N, N their number'
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand explain" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand explain" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand explain" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand explain" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand explain" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand explain" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand explain" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand explain" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand explain" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand explain" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand explain" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand explain" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand explain" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand explain" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand explain" -l list -d 'List every code with its severity'
complete -c kcamp -n "__fish_kcamp_using_subcommand explain" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand explain" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand explain" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand explain" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand explain" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand explain" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -s h -l help -d 'Print help'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -f -a "mint" -d 'Mint a token with the profile\'s client id and secret'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -f -a "inspect" -d 'Show a token\'s header, claims and times; the token is not sent anywhere'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and not __fish_seen_subcommand_from mint inspect help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -l ttl -d 'How long the token lives, such as 300, 5m or 1h' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -l sub -d 'The claim sub' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -l alg -d 'The algorithm: HS256, HS384 or HS512' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -l claim -d 'A further claim; its value is JSON, or else text' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -l jti -d 'Add a random claim jti, for apps that enforce it'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from mint" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from inspect" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from inspect" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from inspect" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from inspect" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from inspect" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from inspect" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from inspect" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from inspect" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from inspect" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from inspect" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from inspect" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from inspect" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from inspect" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from inspect" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from inspect" -l verify -d 'Verify the signature with the profile\'s client secret, and the expiry'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from inspect" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from inspect" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from inspect" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from inspect" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from inspect" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from inspect" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from inspect" -s h -l help -d 'Print help'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from help" -f -a "mint" -d 'Mint a token with the profile\'s client id and secret'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from help" -f -a "inspect" -d 'Show a token\'s header, claims and times; the token is not sent anywhere'
complete -c kcamp -n "__fish_kcamp_using_subcommand jwt; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l secret-env -d 'Read the client secret, or Burki\'s API key, from this environment variable at every use' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l secret-file -d 'Read it from this file, which holds nothing else, at every use' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l secret-command -d 'Read it from the first line that this command prints, at every use; quotes keep a word together, as in a shell' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l region -d 'The country of phone numbers without a country code, as two letters; without it such numbers are refused' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l schedule-timezone -d 'The zone of the platform\'s own clock (Kore.ai) [default: UTC]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l protected -d 'Ask for the profile\'s name before every write'
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l no-check -d 'Save without asking the platform whether the credentials work'
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand setup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand doctor" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand doctor" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand doctor" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand doctor" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand doctor" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand doctor" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand doctor" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand doctor" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand doctor" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand doctor" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand doctor" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand doctor" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand doctor" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand doctor" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand doctor" -l offline -d 'Send nothing: skip connection, clock and access'
complete -c kcamp -n "__fish_kcamp_using_subcommand doctor" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand doctor" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand doctor" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand doctor" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand doctor" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand doctor" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -s h -l help -d 'Print help'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -f -a "list" -d 'List the profiles of the config file'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -f -a "show" -d 'Show every setting as it is resolved now, with its source; secrets are masked'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -f -a "use" -d 'Make a profile the one that is used where none is named'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -f -a "remove" -d 'Remove a profile from the config file; nothing changes on the platform'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and not __fish_seen_subcommand_from list show use remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from list" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from list" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from list" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from list" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from list" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from list" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from list" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from list" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from list" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from list" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from list" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from list" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from list" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from list" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from list" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from list" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from show" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from show" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from show" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from show" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from show" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from show" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from show" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from show" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from show" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from show" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from show" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from show" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from show" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from show" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from show" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from show" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from use" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from use" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from use" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from use" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from use" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from use" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from use" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from use" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from use" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from use" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from use" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from use" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from use" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from use" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from use" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from use" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from use" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from use" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from use" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from use" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from use" -s h -l help -d 'Print help'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from remove" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from remove" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the profiles of the config file'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show every setting as it is resolved now, with its source; secrets are masked'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "use" -d 'Make a profile the one that is used where none is named'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a profile from the config file; nothing changes on the platform'
complete -c kcamp -n "__fish_kcamp_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -l since -d 'Only what began since: a duration such as 24h, 7d or 2w, or a time such as 2026-12-01' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -l campaign -d 'Only what concerned this campaign or list, by its name or id' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -l failed -d 'Only what failed, or whose outcome is not known'
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -l here -d 'Only what went to the account that is set'
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -f -a "settle" -d 'Look at the platform again for a write whose outcome is not known, and note what became of it'
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and not __fish_seen_subcommand_from settle help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from settle" -l as -d 'Note this instead of looking' -r -f -a "done\t'It happened'
not-done\t'It did not happen'"
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from settle" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from settle" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from settle" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from settle" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from settle" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from settle" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from settle" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from settle" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from settle" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from settle" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from settle" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from settle" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from settle" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from settle" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from settle" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from settle" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from settle" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from settle" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from settle" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from settle" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from settle" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from help" -f -a "settle" -d 'Look at the platform again for a write whose outcome is not known, and note what became of it'
complete -c kcamp -n "__fish_kcamp_using_subcommand journal; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -s h -l help -d 'Print help'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -f -a "serve" -d 'Serve the sandbox over HTTP on loopback, until Ctrl-C'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -f -a "reset" -d 'Put the sandbox back to how it started'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -f -a "status" -d 'Show what the sandbox holds, with the schedules that the platform itself would not return'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset status help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l port -d 'The port on 127.0.0.1; 0 takes any that is free' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l rate-limit -d 'Requests that are served in a minute; 0 is no limit [default: 60 for Kore.ai, no limit for Burki]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l latency -d 'A wait before each answer, such as 200ms' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l fault -d 'Something to do wrong; give it again for more' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l choice -d 'What to do where the platform\'s documentation is silent, such as names=repeated; give it again for more' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l seed -d 'A number from which ids, outcomes and a share of faults follow, for a state that is made afresh' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l state -d 'The folder of the state [default: the state folder of --sandbox]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l clock -d 'The instant at which the sandbox stands still' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l record -d 'A file to which every request received is appended as a line of JSON, without its token' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s h -l help -d 'Print help'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from status" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from status" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from status" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "serve" -d 'Serve the sandbox over HTTP on loopback, until Ctrl-C'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "reset" -d 'Put the sandbox back to how it started'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "status" -d 'Show what the sandbox holds, with the schedules that the platform itself would not return'
complete -c kcamp -n "__fish_kcamp_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -s F -l field -d 'A field, such as -F limit=5: true, false, null and whole numbers are taken for what they are, @FILE for a file\'s text, everything else for text; a[b]=c nests, a[]=b makes a list' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -l input -d 'The JSON body from a file, or - for stdin' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -l paginate -d 'Read page after page and print one list of all rows'
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -l read -d 'Say that this POST only reads: it needs no --yes, and is repeated where it fails'
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand api" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand schema" -l defaults -d 'campaign: of files that lie under these defaults, which need not write again what those give' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand schema" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schema" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schema" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schema" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schema" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schema" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schema" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schema" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schema" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand schema" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schema" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schema" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schema" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand schema" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand schema" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand schema" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schema" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schema" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schema" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand schema" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand schema" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand completions" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand completions" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand completions" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand completions" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand completions" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand completions" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand completions" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand completions" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand completions" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand completions" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand completions" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand completions" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand completions" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand completions" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand completions" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand completions" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand completions" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand completions" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand completions" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand completions" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kcamp -n "__fish_kcamp_using_subcommand man" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand man" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand man" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand man" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand man" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand man" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand man" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand man" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand man" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand man" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand man" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand man" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand man" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand man" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand man" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand man" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand man" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand man" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand man" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand man" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand man" -s h -l help -d 'Print help'
complete -c kcamp -n "__fish_kcamp_using_subcommand licenses" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand licenses" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand licenses" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand licenses" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand licenses" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand licenses" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand licenses" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand licenses" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand licenses" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand licenses" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand licenses" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand licenses" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand licenses" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand licenses" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand licenses" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand licenses" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand licenses" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand licenses" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand licenses" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand licenses" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand licenses" -s h -l help -d 'Print help'
complete -c kcamp -n "__fish_kcamp_using_subcommand exit-codes" -l profile -d 'The profile to use [env: KCAMP_PROFILE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand exit-codes" -l platform -d 'The platform: kore or burki [env: KCAMP_PLATFORM] [default: kore]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand exit-codes" -l host -d 'The platform\'s address [env: KCAMP_HOST]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand exit-codes" -l stream-id -d 'Kore.ai: the bot, app or stream id [env: KCAMP_STREAM_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand exit-codes" -l account-id -d 'Kore.ai: the account id [env: KCAMP_ACCOUNT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand exit-codes" -l client-id -d 'Kore.ai: the client id, the token\'s claim appId [env: KCAMP_CLIENT_ID]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand exit-codes" -l timezone -d 'The IANA zone in which you type times [env: KCAMP_TIMEZONE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand exit-codes" -s o -l output -d 'How results are printed: table, wide (every column, nothing cut), name (the names alone), json, yaml or csv [env: KCAMP_OUTPUT] [default: table]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand exit-codes" -l dry-run -d 'Print the exact requests, and write nothing; =curl prints them as curl commands' -r -f -a "text\t''
curl\t''"
complete -c kcamp -n "__fish_kcamp_using_subcommand exit-codes" -l confirm -d 'The protected profile\'s name, confirming a write to it without a terminal; give it again for another confirmation' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand exit-codes" -l color -d 'When to colour: auto, always or never [env: NO_COLOR, CLICOLOR_FORCE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand exit-codes" -l timeout -d 'How long one request may take [env: KCAMP_TIMEOUT] [default: 30s]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand exit-codes" -l deadline -d 'How long the whole command may take [env: KCAMP_DEADLINE]' -r
complete -c kcamp -n "__fish_kcamp_using_subcommand exit-codes" -l ca-cert -d 'A PEM file with a further certificate authority [env: KCAMP_CA_CERT]' -r -F
complete -c kcamp -n "__fish_kcamp_using_subcommand exit-codes" -l secret-stdin -d 'Read the client secret, a ready token or Burki\'s API key from the first line of stdin'
complete -c kcamp -n "__fish_kcamp_using_subcommand exit-codes" -l sandbox -d 'Run against the sandbox inside kcamp; no account needed [env: KCAMP_SANDBOX=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand exit-codes" -s y -l yes -d 'Answer every confirmation with yes [env: KCAMP_YES=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand exit-codes" -l no-input -d 'Never prompt [env: KCAMP_NO_INPUT=1]'
complete -c kcamp -n "__fish_kcamp_using_subcommand exit-codes" -s q -l quiet -d 'Say less on stderr'
complete -c kcamp -n "__fish_kcamp_using_subcommand exit-codes" -s v -l verbose -d 'Say more on stderr: -v steps, -vv requests and answers, -vvv with headers and bodies [env: KCAMP_LOG]'
complete -c kcamp -n "__fish_kcamp_using_subcommand exit-codes" -s h -l help -d 'Print help'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and not __fish_seen_subcommand_from campaign schedule contact-list halt resume validate plan apply explain jwt setup doctor profile journal sandbox api schema completions man licenses exit-codes help" -f -a "campaign" -d 'Create, change, start, stop and look at campaigns'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and not __fish_seen_subcommand_from campaign schedule contact-list halt resume validate plan apply explain jwt setup doctor profile journal sandbox api schema completions man licenses exit-codes help" -f -a "schedule" -d 'Switch a campaign\'s schedule on and off, and see its runs before'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and not __fish_seen_subcommand_from campaign schedule contact-list halt resume validate plan apply explain jwt setup doctor profile journal sandbox api schema completions man licenses exit-codes help" -f -a "contact-list" -d 'Create, change and look at contact lists (Kore.ai); on Burki contacts are a campaign\'s own'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and not __fish_seen_subcommand_from campaign schedule contact-list halt resume validate plan apply explain jwt setup doctor profile journal sandbox api schema completions man licenses exit-codes help" -f -a "halt" -d 'Stop every campaign that calls and switch every schedule off, now'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and not __fish_seen_subcommand_from campaign schedule contact-list halt resume validate plan apply explain jwt setup doctor profile journal sandbox api schema completions man licenses exit-codes help" -f -a "resume" -d 'Bring back what kcamp halt stopped, and lift the halt'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and not __fish_seen_subcommand_from campaign schedule contact-list halt resume validate plan apply explain jwt setup doctor profile journal sandbox api schema completions man licenses exit-codes help" -f -a "validate" -d 'Check campaign files completely, offline: every finding of every file'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and not __fish_seen_subcommand_from campaign schedule contact-list halt resume validate plan apply explain jwt setup doctor profile journal sandbox api schema completions man licenses exit-codes help" -f -a "plan" -d 'Show what would make the live campaigns as the files have them, and send nothing'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and not __fish_seen_subcommand_from campaign schedule contact-list halt resume validate plan apply explain jwt setup doctor profile journal sandbox api schema completions man licenses exit-codes help" -f -a "apply" -d 'Make the live campaigns as the files have them, just as kcamp plan shows'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and not __fish_seen_subcommand_from campaign schedule contact-list halt resume validate plan apply explain jwt setup doctor profile journal sandbox api schema completions man licenses exit-codes help" -f -a "explain" -d 'Say what the code of a finding or an error means, and how to fix it'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and not __fish_seen_subcommand_from campaign schedule contact-list halt resume validate plan apply explain jwt setup doctor profile journal sandbox api schema completions man licenses exit-codes help" -f -a "jwt" -d 'Mint and inspect the tokens that Kore.ai asks for; Burki takes an API key as it is'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and not __fish_seen_subcommand_from campaign schedule contact-list halt resume validate plan apply explain jwt setup doctor profile journal sandbox api schema completions man licenses exit-codes help" -f -a "setup" -d 'Set up a profile: where the account is, how to sign in, and in which zone you type times'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and not __fish_seen_subcommand_from campaign schedule contact-list halt resume validate plan apply explain jwt setup doctor profile journal sandbox api schema completions man licenses exit-codes help" -f -a "doctor" -d 'Check config, credentials, clock, connection and scope'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and not __fish_seen_subcommand_from campaign schedule contact-list halt resume validate plan apply explain jwt setup doctor profile journal sandbox api schema completions man licenses exit-codes help" -f -a "profile" -d 'Look at profiles and choose between them; `kcamp setup` makes one'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and not __fish_seen_subcommand_from campaign schedule contact-list halt resume validate plan apply explain jwt setup doctor profile journal sandbox api schema completions man licenses exit-codes help" -f -a "journal" -d 'Show what kcamp wrote to the platforms from this machine, and what became of it'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and not __fish_seen_subcommand_from campaign schedule contact-list halt resume validate plan apply explain jwt setup doctor profile journal sandbox api schema completions man licenses exit-codes help" -f -a "sandbox" -d 'Serve, look at and reset the sandbox: an emulator of Kore.ai and Burki on this machine'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and not __fish_seen_subcommand_from campaign schedule contact-list halt resume validate plan apply explain jwt setup doctor profile journal sandbox api schema completions man licenses exit-codes help" -f -a "api" -d 'Send an authenticated request of your own, for what kcamp has no command for'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and not __fish_seen_subcommand_from campaign schedule contact-list halt resume validate plan apply explain jwt setup doctor profile journal sandbox api schema completions man licenses exit-codes help" -f -a "schema" -d 'Print a JSON Schema (draft 2020-12), for editors and other checks'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and not __fish_seen_subcommand_from campaign schedule contact-list halt resume validate plan apply explain jwt setup doctor profile journal sandbox api schema completions man licenses exit-codes help" -f -a "completions" -d 'Print the completion script for a shell'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and not __fish_seen_subcommand_from campaign schedule contact-list halt resume validate plan apply explain jwt setup doctor profile journal sandbox api schema completions man licenses exit-codes help" -f -a "man" -d 'Write the manual pages, one a command, into a folder'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and not __fish_seen_subcommand_from campaign schedule contact-list halt resume validate plan apply explain jwt setup doctor profile journal sandbox api schema completions man licenses exit-codes help" -f -a "licenses" -d 'Print the licences of the libraries in kcamp'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and not __fish_seen_subcommand_from campaign schedule contact-list halt resume validate plan apply explain jwt setup doctor profile journal sandbox api schema completions man licenses exit-codes help" -f -a "exit-codes" -d 'The exit codes that scripts can rely on'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and not __fish_seen_subcommand_from campaign schedule contact-list halt resume validate plan apply explain jwt setup doctor profile journal sandbox api schema completions man licenses exit-codes help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from campaign" -f -a "create" -d 'Create campaigns from files, from flags, or from a file with flags over it'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from campaign" -f -a "list" -d 'List campaigns of every type; complete, unless --limit cuts the list'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from campaign" -f -a "get" -d 'Show one campaign with everything that the platform reports of it'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from campaign" -f -a "update" -d 'Change fields of a campaign, from a file, from flags, or from both'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from campaign" -f -a "export" -d 'Write live campaigns as campaign files: one to stdout, several to a folder'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from campaign" -f -a "status" -d 'Show where a campaign is in its life, such as Ready, Active or Completed'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from campaign" -f -a "start" -d 'Start a campaign now: it reaches people'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from campaign" -f -a "stop" -d 'Stop a running campaign: it reaches nobody any more'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from campaign" -f -a "pause" -d 'Pause a running campaign (Burki); kcamp campaign start goes on where it was'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from campaign" -f -a "re-execute" -d 'Give the contacts of a campaign that came to its end another round (Burki)'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from campaign" -f -a "import" -d 'Import contacts from a CSV file into a campaign: checked first, followed to its end (Burki)'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from campaign" -f -a "watch" -d 'Follow a campaign\'s status until it is what you wait for'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from campaign" -f -a "contacts" -d 'Show a campaign\'s contacts and what became of each; complete, unless --limit cuts the list'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from campaign" -f -a "executions" -d 'Show every try to reach a campaign\'s contacts (Burki); complete, unless --limit cuts the list'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from campaign" -f -a "template-preview" -d 'Show what the platform makes of a template (Burki); nothing is changed'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from campaign" -f -a "callback" -d 'Say when contacts of a running campaign are to be called back (Kore.ai)'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from campaign" -f -a "delete" -d 'Delete a campaign, with its schedule; nothing brings it back'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from schedule" -f -a "enable" -d 'Switch a schedule on, or replace the one that there is'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from schedule" -f -a "disable" -d 'Switch a campaign\'s schedule off'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from schedule" -f -a "show" -d 'Show a campaign\'s schedule as the platform reports it'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from schedule" -f -a "preview" -d 'Show the next runs; nothing is changed, and from files and flags no connection is opened'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from contact-list" -f -a "list" -d 'List the account\'s contact lists'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from contact-list" -f -a "get" -d 'Show one contact list'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from contact-list" -f -a "create" -d 'Create an empty contact list'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from contact-list" -f -a "rename" -d 'Give a contact list another name or description'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from contact-list" -f -a "delete" -d 'Delete a contact list that no campaign uses, with its contacts'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from contact-list" -f -a "import" -d 'Import contacts from a CSV file: checked first, sent in batches, resumed where it was interrupted'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from contact-list" -f -a "contacts" -d 'Show the contacts of a list, their numbers masked'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from jwt" -f -a "mint" -d 'Mint a token with the profile\'s client id and secret'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from jwt" -f -a "inspect" -d 'Show a token\'s header, claims and times; the token is not sent anywhere'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "list" -d 'List the profiles of the config file'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "show" -d 'Show every setting as it is resolved now, with its source; secrets are masked'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "use" -d 'Make a profile the one that is used where none is named'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "remove" -d 'Remove a profile from the config file; nothing changes on the platform'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from journal" -f -a "settle" -d 'Look at the platform again for a write whose outcome is not known, and note what became of it'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from sandbox" -f -a "serve" -d 'Serve the sandbox over HTTP on loopback, until Ctrl-C'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from sandbox" -f -a "reset" -d 'Put the sandbox back to how it started'
complete -c kcamp -n "__fish_kcamp_using_subcommand help; and __fish_seen_subcommand_from sandbox" -f -a "status" -d 'Show what the sandbox holds, with the schedules that the platform itself would not return'
