/* The sockets that the server listens on: resolving an address, binding, and reporting the bound address.
 * systemd may pass some (sd_listen_fds(3)), so that a port below 1024 needs no privileges.
 */
#include "http/socket.h"
#include "base/endpoint.h"

#include <errno.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The nth socket that systemd passes to this process; -1 if it passes fewer. */
static int inherited_socket(size_t nth) {
  enum { FIRST = 3 };
  const char *process = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");
  bool is_ours = process && count && strtol(process, NULL, 10) == (long)getpid();
  return is_ours && strtol(count, NULL, 10) > (long)nth ? FIRST + (int)nth : -1;
}

static int bind_first(const struct addrinfo *all) {
  int on = 1, made = -1, number = 0;
  for (const struct addrinfo *one = all; one && made < 0; one = one->ai_next) {
    made = socket(one->ai_family, one->ai_socktype | SOCK_CLOEXEC, one->ai_protocol);
    if (made < 0) continue;
    (void)setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on); /* else a restart would have to wait */
    if (bind(made, one->ai_addr, one->ai_addrlen) == 0 && listen(made, SOMAXCONN) == 0) break;
    number = errno;
    (void)close(made); /* nothing was written to it */
    made = -1;
    errno = number;
  }
  return made;
}

sse_status socket_open(const char *place, size_t nth, int *made, sse_error *err) {
  const struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
  struct addrinfo *found = NULL;
  char host[SSE_HOST_SIZE];
  const char *port;
  *made = inherited_socket(nth);
  if (*made >= 0) return SSE_OK;
  if (!sse_endpoint_split(place, host, &port))
    return sse_fail(err, SSE_INVALID, "'%s' is not an address such as 127.0.0.1:8080 or [::1]:8080", place);
  int code = getaddrinfo(host, port, &hints, &found);
  if (code != 0) return sse_fail(err, SSE_INVALID, "%s: %s", place, gai_strerror(code));
  *made = bind_first(found);
  sse_status status = *made >= 0 ? SSE_OK : sse_fail_errno(err, errno, place, "cannot listen");
  freeaddrinfo(found);
  return status;
}

void socket_address(int socket, char address[HTTP_ADDRESS_SIZE]) {
  struct sockaddr_storage at = {0};
  socklen_t length = sizeof at;
  char host[256], port[32];
  *address = '\0';
  if (getsockname(socket, (struct sockaddr *)&at, &length) != 0 ||
      getnameinfo((struct sockaddr *)&at, length, host, sizeof host, port, sizeof port,
                  NI_NUMERICHOST | NI_NUMERICSERV) != 0)
    return;
  bool has_colon = strchr(host, ':') != NULL;
  (void)snprintf(address, HTTP_ADDRESS_SIZE, "http://%s%s%s:%s/", has_colon ? "[" : "", host,
                 has_colon ? "]" : "", port); /* fits */
}
