// A service that takes a while, listens, and writes down when: usage: listener PORT DELAY_MICROSECONDS FILE
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

int main(int count, char **words) {
    if (count != 4) return 64;
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(words[1]))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(descriptor, (struct sockaddr *)&address, sizeof address)) return perror("bind"), 1;
    struct timespec delay = {.tv_sec = 0, .tv_nsec = atol(words[2]) * 1000};
    nanosleep(&delay, NULL);
    struct timespec now;
    if (listen(descriptor, 128)) return perror("listen"), 1;
    clock_gettime(CLOCK_REALTIME, &now);
    FILE *file = fopen(words[3], "w");
    if (!file) return perror(words[3]), 1;
    fprintf(file, "%ld.%09ld\n", (long)now.tv_sec, now.tv_nsec);
    fclose(file);
    for (;;) pause();
}
