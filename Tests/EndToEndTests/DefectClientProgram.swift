/// Clients that ask for each defect: they take `DEFECT=PORT` of each, and write a line for each, DEFECT and then
/// `accepted` or why not.
enum DefectClientProgram {
    /// The flags are further ones of s_client.
    static func openssl(_ flags: String) -> String {
        """
        for pair in "$@"; do
            answer=$(openssl s_client -connect "127.0.0.1:${pair#*=}" -servername localhost -verify_hostname localhost \\
                -CAfile certs/ca.pem -verify_return_error \(flags) 2>&1 < /dev/null | grep -m 1 '^Verification')
            test "$answer" = "Verification: OK" && answer=accepted
            echo "${pair%=*} $answer"
        done
        """
    }

    static let curl = """
        for pair in "$@"; do
            answer=$(curl -sS --cacert certs/ca.pem -o answer "https://localhost:${pair#*=}/" 2>&1) && answer=accepted
            echo "${pair%=*} $answer" | head -n 1
        done
        """

    /// With `strict` before the pairs it sets the flags that Python 3.13 has by default.
    static let python = """
        import socket, ssl, sys
        context = ssl.create_default_context(cafile='certs/ca.pem')
        if sys.argv[1] == 'strict':
            context.verify_flags |= ssl.VERIFY_X509_STRICT | ssl.VERIFY_X509_PARTIAL_CHAIN
        for defect, port in (pair.split('=') for pair in sys.argv[2:]):
            try:
                with context.wrap_socket(socket.create_connection(('127.0.0.1', int(port))), server_hostname='localhost'):
                    print(defect, 'accepted')
            except ssl.SSLError as error:
                print(defect, error)
        """

    /// One page with a picture from each port; what became of each stands in the browser's log of the network.
    static let chromium = """
        set -e
        mkdir -p .pki/nssdb
        certutil -N -d sql:.pki/nssdb --empty-password
        certutil -A -d sql:.pki/nssdb -t C,, -n devstack -i certs/ca.pem
        good=$1
        shift
        for pair in "$@"; do echo "<img src=https://localhost:${pair#*=}/${pair%=*}>"; done > site/page.html
        chromium --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --user-data-dir="$PWD/chromium" \\
            --log-net-log="$PWD/net.json" --dump-dom "https://localhost:$good/page.html" > /dev/null
        python3 - "$@" << 'END'
        import json, sys
        log = json.load(open('net.json'))
        words = {number: name for name, number in log['constants']['netError'].items()}
        asked, failed = {}, {}
        for event in log['events']:
            source, more = event['source']['id'], event.get('params', {})
            if 'url' in more: asked.setdefault(source, more['url'])
            if more.get('net_error'): failed[asked.get(source)] = words[more['net_error']]
        for defect, port in (pair.split('=') for pair in sys.argv[1:]):
            url = f'https://localhost:{port}/{defect}'
            if url in asked.values(): print(defect, failed.get(url, 'accepted'))
        END
        """
}
