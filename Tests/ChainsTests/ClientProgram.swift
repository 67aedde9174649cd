/// Programs that serve specimens, and clients that ask for them. Each prints a line for each specimen that is accepted:
/// the profile, and the specimen's number.
enum ClientProgram {
    /// Serves N chains and prints their ports. What a browser asked for shows here: the path is the profile.
    static let server = """
        import socket, ssl, sys, threading
        def answer(context, number, connection):
            try:
                connection.settimeout(20)
                with context.wrap_socket(connection, server_side=True) as tls:
                    words = tls.recv(65536).split()
                    if len(words) > 1 and words[1] != b'/':
                        print(words[1][1:].decode(), number, flush=True)
                    page = open('page.html', 'rb').read() if len(words) > 1 and words[1] == b'/page' else b'ok'
                    tls.sendall(b'HTTP/1.1 200 OK\\r\\ncontent-type: text/html\\r\\nconnection: close\\r\\ncontent-length: '
                                + str(len(page)).encode() + b'\\r\\n\\r\\n' + page)
            except OSError:
                pass
        def serve(number, listener):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.set_ciphers('DEFAULT:@SECLEVEL=0')
            context.load_cert_chain(f'{number}.pem', f'{number}.key')
            while True:
                connection = listener.accept()[0]
                threading.Thread(target=answer, args=(context, number, connection), daemon=True).start()
        listeners = [socket.create_server(('127.0.0.1', 0)) for _ in range(int(sys.argv[1]))]
        for number, listener in enumerate(listeners):
            threading.Thread(target=serve, args=(number, listener), daemon=True).start()
        print(*(listener.getsockname()[1] for listener in listeners))
        print('ready', flush=True)
        threading.Event().wait()
        """

    static let python = """
        import socket, ssl, sys
        words = sys.argv[1:]
        for number, host, port, trusted in zip(*[iter(words)] * 4):
            for profile in ['openssl', 'strict']:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                if profile == 'openssl':
                    context._host_flags = 0
                else:
                    context.verify_flags |= ssl.VERIFY_X509_STRICT | ssl.VERIFY_X509_PARTIAL_CHAIN
                context.set_ciphers('DEFAULT')
                context.load_verify_locations(trusted)
                try:
                    with context.wrap_socket(socket.create_connection(('127.0.0.1', int(port))), server_hostname=host):
                        print(profile, number)
                except ssl.SSLError as error:
                    print(number, profile, error, file=sys.stderr)
        """

    /// Makes a database with what to trust, and a page whose pictures lie on each specimen's port; sets NAMES and FIRST.
    private static func prelude(_ profile: String, database: String) -> String {
        """
        set -e
        mkdir -p \(database)
        certutil -N -d sql:\(database) --empty-password
        FIRST=$3
        NAMES=
        : > page.html
        while [ $# -ge 4 ]; do
            certutil -A -d sql:\(database) -t C,, -n "$1" -i "$4"
            echo "<img src=https://$2:$3/\(profile)>" >> page.html
            NAMES="$NAMES$2,"
            shift 4
        done

        """
    }

    static let chromium =
        prelude("chrome", database: ".pki/nssdb") + """
            chromium --headless --no-sandbox --disable-gpu --user-data-dir="$PWD/chromium" \\
                --host-resolver-rules="MAP * 127.0.0.1" --dump-dom "https://localhost:$FIRST/page" > /dev/null
            """

    static let firefox =
        prelude("firefox", database: "profile") + """
            cat > profile/user.js <<END
            user_pref("browser.shell.checkDefaultBrowser", false);
            user_pref("datareporting.policy.dataSubmissionEnabled", false);
            user_pref("network.captive-portal-service.enabled", false);
            user_pref("network.connectivity-service.enabled", false);
            user_pref("network.dns.localDomains", "$NAMES");
            user_pref("network.dns.disableIPv6", true);
            END
            firefox-esr --headless --no-remote --profile "$PWD/profile" --screenshot "$PWD/shot.png" \\
                "https://localhost:$FIRST/page"
            """
}
