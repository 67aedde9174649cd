"""Clients that verify the stack's authority, by Python's ssl."""
import http.client
import socket
import ssl


def trust(stack):
    return ssl.create_default_context(cafile=stack.folder / "certs/ca.pem")


class Client:
    """One keep-alive connection."""

    def __init__(self, port, context, timeout=20, receive_buffer=None):
        self.socket = socket.socket()
        self.socket.settimeout(timeout)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        try:
            self.socket.connect(("127.0.0.1", port))
            self.socket = context.wrap_socket(self.socket, server_hostname="localhost")
        except BaseException:
            self.socket.close()
            raise
        self.connection = http.client.HTTPConnection("localhost", port)
        self.connection.sock = self.socket
        self.connection.auto_open = 0

    @property
    def leaf(self):
        return self.socket.getpeercert(binary_form=True)

    def get(self, path, headers={}):
        """The response, of which the body is still to be read."""
        self.connection.request("GET", path, headers=headers)
        return self.connection.getresponse()

    def close(self):
        self.connection.close()
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def leaf_on_disk(stack):
    text = (stack.folder / "certs/localhost.pem").read_text()
    end = "-----END CERTIFICATE-----"
    return ssl.PEM_cert_to_DER_cert(text[:text.index(end) + len(end)])
