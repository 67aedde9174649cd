// A program that behaves as its words say: usage: service PORT [ignore-term] [daemonise] [grandchild]
// or, as a check's command: service command
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void ignore_all(void) {
    signal(SIGTERM, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
}

// A check's command, which takes 50 ms; but once it is orphaned it never ends.
static int be_command(void) {
    ignore_all();
    pid_t parent = getppid();
    for (int moment = 0; moment < 50; moment++) {
        usleep(1000);
        while (getppid() != parent) pause();
    }
    return 0;
}

int main(int count, char **words) {
    if (count < 2) return 64;
    if (strcmp(words[1], "command") == 0) return be_command();
    for (int index = 2; index < count; index++) {
        if (strcmp(words[index], "ignore-term") == 0) {
            ignore_all();
        } else if (strcmp(words[index], "daemonise") == 0) {
            if (fork() != 0) _exit(0);
            setsid();
            if (fork() != 0) _exit(0);
        } else if (strcmp(words[index], "grandchild") == 0) {
            if (fork() == 0) {
                setsid();
                ignore_all();
                for (;;) pause();
            }
        } else {
            return 64;
        }
    }
    signal(SIGPIPE, SIG_IGN);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(words[1]))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, (struct sockaddr *)&address, sizeof address)) return perror("bind"), 1;
    if (listen(listener, 128)) return perror("listen"), 1;
    printf("listening\n");
    fflush(stdout);
    static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
    for (;;) {
        int connection = accept(listener, NULL, NULL);
        if (connection < 0) continue;
        char request[4096];
        if (read(connection, request, sizeof request) > 0) (void)!write(connection, answer, sizeof answer - 1);
        close(connection);
    }
}
