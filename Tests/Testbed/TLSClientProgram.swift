/// Clients that shake hands with ports: of each they are told a name of its own, a host, the port, and a PEM file with what to
/// trust. What is accepted is a line on standard output, the client's name and its own; what is refused is one on standard
/// error, its own and why.
package enum TLSClientProgram {
    package static let java = """
        import java.io.FileInputStream;
        import java.net.Socket;
        import java.security.KeyStore;
        import java.security.cert.CertificateFactory;
        import javax.net.ssl.*;
        public class Client {
            public static void main(String[] words) throws Exception {
                for (int i = 0; i < words.length; i += 4) {
                    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
                    store.load(null);
                    store.setCertificateEntry("trusted", CertificateFactory.getInstance("X.509")
                        .generateCertificate(new FileInputStream(words[i + 3])));
                    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
                    trust.init(store);
                    SSLContext context = SSLContext.getInstance("TLS");
                    context.init(null, trust.getTrustManagers(), null);
                    int port = Integer.parseInt(words[i + 2]);
                    try (SSLSocket socket = (SSLSocket) context.getSocketFactory()
                            .createSocket(new Socket("127.0.0.1", port), words[i + 1], port, true)) {
                        SSLParameters parameters = socket.getSSLParameters();
                        parameters.setEndpointIdentificationAlgorithm("HTTPS");
                        socket.setSSLParameters(parameters);
                        socket.startHandshake();
                        System.out.println("java " + words[i]);
                    } catch (java.io.IOException error) {
                        System.err.println(words[i] + " " + error.getMessage());
                    }
                }
            }
        }
        """

    package static let go = """
        package main

        import (
            "crypto/tls"
            "crypto/x509"
            "fmt"
            "os"
        )

        func main() {
            words := os.Args[1:]
            for i := 0; i+3 < len(words); i += 4 {
                trusted, _ := os.ReadFile(words[i+3])
                pool := x509.NewCertPool()
                pool.AppendCertsFromPEM(trusted)
                connection, err := tls.Dial("tcp", "127.0.0.1:"+words[i+2], &tls.Config{RootCAs: pool, ServerName: words[i+1]})
                if err != nil {
                    fmt.Fprintln(os.Stderr, words[i], err)
                    continue
                }
                connection.Close()
                fmt.Println("go", words[i])
            }
        }
        """
}
