/* The server: its socket, HTTP's library, and the signals that end it. A thread a connection, so that a slow
 * search holds up nobody else; how many searches run at once is the pool's to say. */
#include "base/deadline.h"
#include "base/endpoint.h"
#include "base/log.h"
#include "base/version.h"
#include "web/access.h"

#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <xxhash.h>

enum {
  REQUEST_MEMORY = 32 * 1024, /* bytes of a request's line and headers, and of our headers */
  DRAIN = 15                  /* seconds that open requests have to end */
};

/* ---- The socket --------------------------------------------------------------------------------- */

/* The socket that systemd passes to this process, the first of those (sd_listen_fds(3)); -1 where it passes
 * none. */
static int inherited_socket(void) {
  enum { FIRST = 3 };
  const char *process = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");
  bool ours = process && count && strtol(process, NULL, 10) == (long)getpid() && strtol(count, NULL, 10) > 0;
  return ours ? FIRST : -1;
}

static int bind_first(const struct addrinfo *all) {
  int on = 1, made = -1, number = 0;
  for (const struct addrinfo *one = all; one && made < 0; one = one->ai_next) {
    made = socket(one->ai_family, one->ai_socktype | SOCK_CLOEXEC, one->ai_protocol);
    if (made < 0) continue;
    (void)setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on); /* else a restart has to wait */
    if (bind(made, one->ai_addr, one->ai_addrlen) == 0 && listen(made, SOMAXCONN) == 0) break;
    number = errno;
    (void)close(made); /* nothing was written to it */
    made = -1;
    errno = number;
  }
  return made;
}

static sse_status open_socket(const char *place, int *made, sse_error *err) {
  const struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
  struct addrinfo *found = NULL;
  char host[SSE_HOST_SIZE];
  const char *port;
  *made = inherited_socket();
  if (*made >= 0) return SSE_OK;
  if (!sse_endpoint_split(place, host, &port))
    return sse_fail(err, SSE_INVALID, "'%s' is no address such as 127.0.0.1:8080 or [::1]:8080", place);
  int code = getaddrinfo(host, port, &hints, &found);
  if (code != 0) return sse_fail(err, SSE_INVALID, "%s: %s", place, gai_strerror(code));
  *made = bind_first(found);
  sse_status status = *made >= 0 ? SSE_OK : sse_fail_errno(err, errno, place, "cannot be listened on");
  freeaddrinfo(found);
  return status;
}

/* Says where it is, with the port that the system chose where none was named. */
static void say_place(int socket, const serve_options *options) {
  struct sockaddr_storage address = {0};
  socklen_t length = sizeof address;
  char host[256], port[32];
  if (getsockname(socket, (struct sockaddr *)&address, &length) != 0 ||
      getnameinfo((struct sockaddr *)&address, length, host, sizeof host, port, sizeof port,
                  NI_NUMERICHOST | NI_NUMERICSERV) != 0)
    return;
  bool has_colon = strchr(host, ':') != NULL;
  const char *others = options->db_count > 1 ? " and others" : "";
  sse_log(SSE_LOG_INFO, "%s%s is at http://%s%s%s:%s/", options->dbs[0], others, has_colon ? "[" : "", host,
          has_colon ? "]" : "", port);
}

/* ---- HTTP --------------------------------------------------------------------------------------- */

static sse_status start_daemon(struct server *server, int socket, struct MHD_Daemon **daemon,
                               sse_error *err) {
  const unsigned flags = MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL |
                         MHD_USE_ITC | MHD_USE_ERROR_LOG;
  const unsigned per_address = server->options->trust_proxy ? 0 : SERVE_PER_ADDRESS;
  *daemon = MHD_start_daemon(
      flags, 0, NULL, NULL, handle_request, server, MHD_OPTION_EXTERNAL_LOGGER, access_message, server,
      MHD_OPTION_LISTEN_SOCKET, socket, MHD_OPTION_CONNECTION_LIMIT, (unsigned)SERVE_CONNECTIONS,
      MHD_OPTION_PER_IP_CONNECTION_LIMIT, per_address, MHD_OPTION_CONNECTION_TIMEOUT,
      (unsigned)CONNECTIONS_IDLE, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)REQUEST_MEMORY,
      MHD_OPTION_URI_LOG_CALLBACK, handle_line, server, MHD_OPTION_NOTIFY_COMPLETED, handle_end, server,
      MHD_OPTION_NOTIFY_CONNECTION, connections_notify, server->connections, MHD_OPTION_END);
  return *daemon ? SSE_OK : sse_fail(err, SSE_IO, "the HTTP server cannot be started");
}

/* Waits for a signal that ends us, a second at a time; meanwhile slow connections are closed. */
static void wait_for_end(struct server *server, const sigset_t *ending) {
  const struct timespec second = {.tv_sec = 1};
  while (sigtimedwait(ending, NULL, &second) < 0)
    atomic_fetch_add(&server->metrics.refused, connections_sweep(server->connections));
}

/* No new connection is taken; requests at hand end, unless that takes too long or a second signal comes. */
static void drain(struct server *server, struct MHD_Daemon *daemon, const sigset_t *ending) {
  const struct timespec moment = {.tv_nsec = 20000000}, end = sse_deadline_in(DRAIN * 1000);
  atomic_store(&server->is_stopping, true);
  int socket = MHD_quiesce_daemon(daemon);
  (void)nanosleep(&moment, NULL);       /* until the library's thread waits for it no more */
  if (socket >= 0) (void)close(socket); /* nothing was written to it */
  while (sigtimedwait(ending, NULL, &moment) < 0 && atomic_load(&server->metrics.open) > 0 &&
         !sse_deadline_is_over(end))
    ;
}

/* The path of an address: "/archive" of https://example.org/archive/. */
static sse_str prefix_of(const char *url) {
  const char *host = url ? strstr(url, "://") : NULL, *path = host ? strchr(host + 3, '/') : NULL;
  sse_str prefix = sse_str_of(path);
  while (prefix.length > 0 && prefix.data[prefix.length - 1] == '/')
    prefix.length--;
  return prefix;
}

static uint64_t mixed_text(const char *text, uint64_t seed) {
  return XXH3_64bits_withSeed(text ? text : "", text ? strlen(text) + 1 : 0, seed);
}

/* Of what answers depend on that stays as long as the server runs: its options, and the program itself. */
static uint64_t identity_of(const serve_options *options) {
  struct stat program = {0};
  (void)stat("/proc/self/exe", &program); /* where that is not known, the version has to do */
  const uint64_t built[] = {(uint64_t)program.st_mtim.tv_sec, (uint64_t)program.st_mtim.tv_nsec,
                            (uint64_t)program.st_size};
  uint64_t hash = XXH3_64bits(built, sizeof built);
  hash = XXH3_64bits_withSeed(&options->half_life, sizeof options->half_life, hash);
  const char *const texts[] = {SSE_VERSION,       options->url,          options->title,
                               options->synonyms, options->archive_link, options->about,
                               options->logo,     options->style,        options->color};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    hash = mixed_text(texts[i], hash);
  for (size_t i = 0; i < options->link_count; i++)
    hash = mixed_text(options->links[i], hash);
  return hash;
}

sse_status serve_run(const serve_options *options, sse_error *err) {
  struct server server = {
      .options = options, .identity = identity_of(options), .prefix = prefix_of(options->url)};
  struct MHD_Daemon *daemon = NULL;
  int socket = -1;
  sigset_t ending;
  (void)sigemptyset(&ending); /* cannot fail for these signals */
  (void)sigaddset(&ending, SIGTERM);
  (void)sigaddset(&ending, SIGINT);
  (void)pthread_sigmask(SIG_BLOCK, &ending, NULL);
  (void)signal(SIGPIPE, SIG_IGN); /* a client may leave; the same */
  sse_status status = brand_read(options, &server.brand, err);
  if (!status) status = pool_new(options, &server.pool, err);
  if (!status) status = cache_new(options->cache, &server.cache, err);
  if (!status) status = connections_new(&server.connections, err);
  if (!status) status = open_socket(options->listen, &socket, err);
  if (!status) status = start_daemon(&server, socket, &daemon, err);
  if (!status) {
    say_place(socket, options);
    wait_for_end(&server, &ending);
    drain(&server, daemon, &ending);
    MHD_stop_daemon(daemon);
  } else if (socket >= 0) {
    (void)close(socket); /* nothing was written to it */
  }
  connections_free(server.connections);
  cache_free(server.cache);
  pool_free(server.pool);
  brand_reset(&server.brand);
  return status;
}
