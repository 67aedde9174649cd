#!/usr/bin/env bash
# The example stack's job as it is done by hand: openssl, two Python servers, a polling loop, curl and kill.
# usage: check.sh WORKDIR SITE CSV SITE_PORT API_PORT [PYTHON]     Certificates that are in WORKDIR already are used again.
# With PYTHON, one that has fastapi and pandas, it is the usual script: the birds API is theirs, and the loop asks lsof who
# listens, once a second. Without it both are as lean as they can be written: the standard library, a connect each 50 ms.
set -eu
work=$1 site=$2 csv=$3 site_port=$4 api_port=$5 python=${6-}
here=$(cd "$(dirname "$0")" && pwd)
cd "$work"

if [ ! -f leaf.pem ]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 3650 \
        -subj "/CN=Local Authority" -addext "basicConstraints=critical,CA:TRUE,pathlen:0" \
        -addext "keyUsage=critical,keyCertSign,cRLSign" 2>/dev/null
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout leaf.key -out leaf.csr -subj "/CN=localhost" 2>/dev/null
    printf 'subjectAltName=DNS:localhost,DNS:app.test,IP:127.0.0.1,IP:::1\nbasicConstraints=critical,CA:FALSE\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\nextendedKeyUsage=serverAuth\nkeyUsage=critical,digitalSignature\n' > leaf.ext
    openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 90 -extfile leaf.ext -out leaf.pem 2>/dev/null
fi

python3 "$here/site.py" "$site" "$site_port" leaf.pem leaf.key & site_pid=$!
if [ "$python" ]; then "$python" "$here/birds_fastapi.py" "$csv" "$api_port" & else python3 "$here/birds.py" "$csv" "$api_port" & fi
api_pid=$!
trap 'kill $site_pid $api_pid 2>/dev/null; wait 2>/dev/null' EXIT

pause=$([ "$python" ] && echo 1 || echo 0.05)
listens() {
    if [ "$python" ]; then lsof -nP -iTCP:"$1" | grep -q LISTEN; else (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; fi
}
for port in "$site_port" "$api_port"; do
    until listens "$port"; do sleep "$pause"; done
done

fetch() { curl -sS --cacert ca.pem "$@"; }
status() { fetch -o /dev/null -w '%{http_code}' "$@"; }
rows() { python3 -c "import json,sys; rows=json.load(sys.stdin); assert $1"; }
base=https://localhost:$site_port api=http://localhost:$api_port
count=$(grep -c ,rebnut, "$csv")

# The sixteen checks of the example, one after the other.
[ "$(status "$base/motto.txt")" = 200 ]
fetch "https://127.0.0.1:$site_port/motto.txt" | grep -q "help who you can"
[ "$(status --resolve "app.test:$site_port:127.0.0.1" "https://app.test:$site_port/motto.txt")" = 200 ]
openssl s_client -connect "localhost:$site_port" -CAfile ca.pem -x509_strict -verify_return_error </dev/null >/dev/null 2>&1
fetch -D headers "$base/" | grep -q "<h1>"
grep -qi '^content-type: text/html' headers
! curl -sS -o /dev/null "$base/motto.txt" 2>/dev/null
! fetch --resolve "wrong.localhost:$site_port:127.0.0.1" -o /dev/null "https://wrong.localhost:$site_port/motto.txt" 2>/dev/null
[ "$(fetch -r 0-4 "$base/motto.txt" | head -c 5)" = Start ]
[ "$(status -H "If-Modified-Since: $(LC_ALL=C TZ=GMT date -d '+1 hour' '+%a, %d %b %Y %H:%M:%S GMT')" "$base/motto.txt")" = 304 ]
[ "$(status "$base/no-such-page")" = 404 ]
fetch "$api/?species=rebnut" | rows "len(rows)==$count"
fetch "$api/?year=2021" | rows "rows and all(row['year']==2021 for row in rows)"
fetch "$api/?year=2021&species=rebnut" | rows "rows and all(row['species_id']=='rebnut' for row in rows)"
fetch "$api/?year=2021&species=rebnut" | rows "all(type(row['num']) is float for row in rows)"
[ "$(status "$api/?year=abc")" = 422 ]
[ "$(status "$api/?colour=red")" = 400 ]
