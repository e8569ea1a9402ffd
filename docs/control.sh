#!/bin/sh
# Everything that the control API does, by curl alone: docs/control.sh http://127.0.0.1:8080
set -eu
emulator=${1:-http://127.0.0.1:8080}

say() { printf '\n# %s\n' "$*"; }
ask() { curl --silent --show-error --fail-with-body --max-time 60 "$@"; echo; }
refused() { curl --silent --output /dev/null --write-out '%{http_code}\n' --max-time 60 "$@"; }
json='Content-Type: application/json'

say "Make a workspace, which is forgotten when nobody uses it for ten minutes"
ask "$emulator/_emulator/workspaces" -H "$json" -d '{"name": "demo", "ttl": "PT10M"}'
demo=$emulator/w/demo
token='Authorization: Bearer any-token-will-do'

say "Seed it: a project with a task, a webhook to an inbox of the emulator, a lead, a to-do list"
ask "$demo/_emulator/seed" -H 'Content-Type: application/yaml' --data-binary @- <<SEED
basicops:
  projects:
  - title: Apollo
    tasks:
    - title: Fuel
  webhooks:
  - name: build
    url: /_emulator/inbox/build
    events: basicops:task:created
sell:
  leads:
  - last_name: Johnson
basecamp:
  projects:
  - name: Apollo
    todolists:
    - name: Launch
      todos:
      - content: Countdown
SEED

say "Let the clock stand, and remember everything"
ask -X PUT "$demo/_emulator/clock" -H "$json" -d '{"now": "2026-01-01T09:00:00Z"}'
ask -X PUT "$demo/_emulator/snapshots/before"

say "Call the three APIs"
ask "$demo/v1/task" -H "$token" -H "$json" -d '{"title": "Launch", "project": 1}'
ask "$demo/v2/tasks" -H "$token" -H "$json" -H 'Accept: application/json' \
  -d '{"data": {"content": "Call Johnson", "due_date": "2026-01-02T09:00:00Z"}}'
ask "$demo/999999999/api/v1/projects.json" -H "$token" -H 'User-Agent: demo (demo@example.com)'

say "Wait for the webhook: what was delivered, and what the inbox received"
ask "$demo/_emulator/webhooks/await?event=basicops:task:created&timeout=PT10S"
ask "$demo/_emulator/inbox/build/await?event=basicops:task:created"
ask -X POST "$demo/_emulator/webhooks/settle"

say "Let the next request fail"
ask "$demo/_emulator/faults" -H "$json" -d '{"kind": "status", "status": 503, "retryAfter": "PT5S", "times": 1}'
test "$(refused "$demo/v1/task" -H "$token")" = 503
test "$(refused "$demo/v1/task" -H "$token")" = 200

say "Move the clock on by a day and a half: Sell's task is overdue"
ask "$demo/_emulator/clock/advance" -H "$json" -d '{"by": "P1DT12H"}'
ask "$demo/v2/tasks?overdue=true" -H "$token" -H 'Accept: application/json'

say "What has changed, and who asked for it"
ask "$demo/_emulator/changes?since=before&format=text"
ask "$demo/_emulator/journal?method=POST&brief=true"

say "Go back: nothing has changed"
ask "$demo/_emulator/rewind" -H "$json" -d '{"snapshot": "before"}'
test "$(ask "$demo/_emulator/changes?since=before&format=text")" = "nothing changed"

say "Forget it"
ask -X DELETE "$emulator/_emulator/workspaces/demo"
