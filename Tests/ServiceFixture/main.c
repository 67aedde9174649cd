// A service for tests, which does what its arguments say, one after the other, and then waits.
//
//   mark TEXT           nothing: tells this test's processes from others'
//   listen ADDRESS PORT [-> a socket, until the end]
//   listen-alone ADDRESS PORT  the same without SO_REUSEADDR
//   insist ADDRESS PORT the same, again and again until it can (IPv4)
//   accept DESCRIPTOR   listen on a socket that was handed over
//   ignore NUMBER       ignore that signal
//   print TEXT          a line on standard output
//   complain TEXT       a line on standard error
//   partly TEXT         no line feed behind it
//   lines COUNT         numbered lines of 100 bytes
//   descriptors         a line with the open descriptors' numbers
//   signals             a line with the blocked and the ignored signals
//   variable NAME       a line with its value
//   touch PATH          make an empty file
//   await PATH          until the file is there
//   stop-note PATH      at SIGTERM make that file, and end
//   session             a session of its own
//   fork ... then       the child does what is between, the parent goes on behind; each fork has its then
//   daemonise           fork twice and leave
//   exit STATUS         end
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char *note;

static void touch(const char *path) {
    int file = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    if (file >= 0) close(file);
}

static void write_note(int number) {
    (void)number;
    touch(note);
    _exit(0);
}

static void listen_on(const char *address, int port, int on) {
    struct sockaddr_in six_or_four = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
    int family = strchr(address, ':') ? AF_INET6 : AF_INET;
    int socket_number = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(socket_number, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    int result;
    if (family == AF_INET6) {
        const int only = 1;
        setsockopt(socket_number, IPPROTO_IPV6, IPV6_V6ONLY, &only, sizeof only);
        inet_pton(AF_INET6, address, &six.sin6_addr);
        result = bind(socket_number, (struct sockaddr *)&six, sizeof six);
    } else {
        inet_pton(AF_INET, address, &six_or_four.sin_addr);
        result = bind(socket_number, (struct sockaddr *)&six_or_four, sizeof six_or_four);
    }
    if (result < 0 || listen(socket_number, 16) < 0) {
        perror("listen");
        exit(3);
    }
}

static void insist_on(const char *address, int port) {
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    int socket_number = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    inet_pton(AF_INET, address, &name.sin_addr);
    while (bind(socket_number, (struct sockaddr *)&name, sizeof name) < 0)
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    if (listen(socket_number, 16) < 0) exit(3);
}

static void print_descriptors(void) {
    DIR *folder = opendir("/proc/self/fd");
    struct dirent *entry;
    while ((entry = readdir(folder)) != NULL)
        if (entry->d_name[0] != '.' && atoi(entry->d_name) != dirfd(folder)) printf("%s ", entry->d_name);
    printf("\n");
    closedir(folder);
}

static void print_signals(void) {
    char line[256];
    FILE *file = fopen("/proc/self/status", "re");
    while (fgets(line, sizeof line, file))
        if (strncmp(line, "SigBlk", 6) == 0 || strncmp(line, "SigIgn", 6) == 0) fputs(line, stdout);
    fclose(file);
}

static int is(const char *word, const char *wanted) { return strcmp(word, wanted) == 0; }

int main(int count, char **words) {
    for (int at = 1; at < count; at++) {
        const char *word = words[at], *next = at + 1 < count ? words[at + 1] : "";
        if (is(word, "mark")) at++;
        else if (is(word, "listen") || is(word, "listen-alone")) {
            listen_on(next, atoi(words[at + 2]), is(word, "listen"));
            at += 2;
        } else if (is(word, "insist")) {
            insist_on(next, atoi(words[at + 2]));
            at += 2;
        } else if (is(word, "accept")) {
            if (listen(atoi(next), 16) < 0) exit(3);
            at++;
        } else if (is(word, "ignore")) {
            signal(atoi(next), SIG_IGN);
            at++;
        } else if (is(word, "print") || is(word, "partly")) {
            printf(is(word, "print") ? "%s\n" : "%s", next);
            at++;
        } else if (is(word, "complain")) {
            fprintf(stderr, "%s\n", next);
            at++;
        } else if (is(word, "lines")) {
            for (int line = 0; line < atoi(next); line++) printf("%099d\n", line);
            at++;
        } else if (is(word, "descriptors")) print_descriptors();
        else if (is(word, "signals")) print_signals();
        else if (is(word, "variable")) {
            const char *value = getenv(next);
            printf("%s\n", value ? value : "(none)");
            at++;
        } else if (is(word, "touch")) {
            touch(next);
            at++;
        } else if (is(word, "await")) {
            struct timespec moment = {.tv_nsec = 1000000};
            while (access(next, F_OK) != 0) nanosleep(&moment, NULL);
            at++;
        } else if (is(word, "stop-note")) {
            note = next;
            signal(SIGTERM, write_note);
            at++;
        } else if (is(word, "session")) setsid();
        else if (is(word, "fork")) {
            fflush(stdout);
            if (fork() != 0)
                for (int depth = 1; depth > 0 && at + 1 < count;) {
                    at++;
                    if (is(words[at], "fork")) depth++;
                    if (is(words[at], "then")) depth--;
                }
        } else if (is(word, "then")) {
            break;
        } else if (is(word, "daemonise")) {
            fflush(stdout);
            if (fork() != 0) _exit(0);
            setsid();
            if (fork() != 0) _exit(0);
        } else if (is(word, "exit")) {
            fflush(stdout);
            _exit(atoi(next));
        } else {
            fprintf(stderr, "unknown word: %s\n", word);
            return 64;
        }
        fflush(stdout);
    }
    for (;;) pause();
}
