/* Feeds any bytes to a server of http/ as a client's data on one connection: one request, several, or none.
 * The server must send answers with documented statuses, or nothing. The handler gives an answer of each
 * kind: a body, a cached one, one in pieces, a redirect, counters. Built and run by scripts/fuzz. */
#include "base/buffer.h"
#include "http/cache.h"
#include "http/http.h"

#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ROOM = 8 * 1024, PIECES = 3, ANSWERS_MOST = 256 * 1024 };

static struct cache *cache;
static struct http_server *server;
static pthread_t thread;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int port;

/* ---- The handlers ------------------------------------------------------------------------------- */

static sse_status write_piece(void *context, FILE *out, bool *ends, sse_error *err) {
  size_t *left = context;
  for (int i = 0; i < 200; i++)
    (void)fprintf(out, "piece %zu, and what is said in it again\n", *left);
  *ends = --*left == 0;
  return *left == 1 && ferror(out) ? sse_fail_memory(err) : SSE_OK;
}

static void stream(http_answer *answer) {
  static const size_t pieces = PIECES;
  answer->stream = (http_stream){malloc(sizeof pieces), write_piece, free};
  if (!answer->stream.context) abort();
  memcpy(answer->stream.context, &pieces, sizeof pieces);
}

/* Repeats the request many times over, so that the answer can be compressed. */
static void echo(const http_request *request, http_answer *answer) {
  sse_buffer body = {0}, key = {0};
  sse_buffer_printf(&key, "%s?%s", request->path, request->query ? request->query : "");
  if (!cache_find(cache, sse_buffer_str(&key), &answer->body, &answer->length)) {
    for (int i = 0; i < 20; i++)
      sse_buffer_printf(&body, "%s %s\n", request->method, request->path);
    for (size_t i = 0; i < request->parameter_count; i++)
      sse_buffer_printf(&body, "%s=%s\n", request->parameters[i].name, request->parameters[i].value);
    cache_keep(cache, sse_buffer_str(&key), sse_buffer_str(&body));
    answer->body = body.data;
    answer->length = body.length;
  }
  sse_buffer_reset(&key);
  (void)snprintf(answer->tag, sizeof answer->tag, "W/\"%zu\"", answer->length);
  if (http_prefers(request, "application/json", "text/html")) answer->type = "application/json";
}

static void put_metrics(http_answer *answer) {
  FILE *out = open_memstream(&answer->body, &answer->length);
  if (!out) abort();
  http_put_metrics(server, "fuzz_", out);
  http_put_metric(out, "one", "gauge", "One.", 1);
  if (fclose(out) != 0) abort();
}

static void answer_request(void *context, const http_request *request, http_answer *answer) {
  (void)context;
  answer->type = "text/plain";
  answer->max_age = request->parameter_count > 0 ? 60 : 0;
  http_add_header(answer, "X-Path", "1");
  if (strcmp(request->path, "/pieces") == 0) {
    stream(answer);
  } else if (strcmp(request->path, "/metrics") == 0) {
    put_metrics(answer);
  } else if (strcmp(request->path, "/moved") == 0) {
    answer->status = 308;
    answer->location = strdup("/");
  } else if (strcmp(request->path, "/busy") == 0) {
    answer->status = 503;
  } else {
    echo(request, answer);
  }
}

static void refuse(void *context, const http_request *request, unsigned status, const char *why,
                   http_answer *answer) {
  (void)context, (void)request;
  answer->status = status;
  answer->type = "text/plain";
  answer->body = strdup(why);
  answer->length = strlen(why);
}

/* ---- The server --------------------------------------------------------------------------------- */

/* Runs in a separate thread, since the server blocks the signals that end libFuzzer. */
static void *run(void *context) {
  static const http_listener listeners[] = {{"127.0.0.1:0", {NULL, answer_request, refuse}}};
  static const http_options options = {.listeners = listeners, .count = 1, .trust_proxy = true};
  char address[HTTP_ADDRESS_SIZE];
  sse_error err;
  (void)context;
  if (http_start(&options, &server, &err)) abort();
  http_address(server, 0, address);
  (void)pthread_mutex_lock(&lock);
  port = (int)strtol(strrchr(address, ':') + 1, NULL, 10);
  (void)pthread_cond_signal(&changed);
  (void)pthread_mutex_unlock(&lock);
  http_run(server);
  http_free(server);
  return NULL;
}

static void stop(void) {
  (void)pthread_kill(thread, SIGTERM); /* NOLINT: the thread waits for this signal */
  (void)pthread_join(thread, NULL);
  cache_free(cache);
}

static void start(void) {
  sse_error err;
  if (!freopen("/dev/null", "w", stdout)) abort(); /* the access log */
  if (cache_new(ROOM, &cache, &err) || pthread_create(&thread, NULL, run, NULL) != 0) abort();
  (void)pthread_mutex_lock(&lock);
  while (port == 0)
    (void)pthread_cond_wait(&changed, &lock);
  (void)pthread_mutex_unlock(&lock);
  if (atexit(stop) != 0) abort();
}

/* ---- The client --------------------------------------------------------------------------------- */

static int connect_to_server(void) {
  const struct sockaddr_in place = {
      .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  int made = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (made < 0 || connect(made, (const struct sockaddr *)&place, sizeof place) != 0) abort();
  return made;
}

/* The server may close the connection before it has read everything. */
static void send_all(int to, const uint8_t *data, size_t size) {
  while (size > 0) {
    ssize_t sent = send(to, data, size, MSG_NOSIGNAL);
    if (sent <= 0) return;
    data += sent;
    size -= (size_t)sent;
  }
  (void)shutdown(to, SHUT_WR);
}

/* Reads up to the end of the answers and keeps their beginning; a connection reset counts as the end. Uses
 * read(), since the server replaces recv() with one that takes its caller for a server thread. */
static size_t receive_all(int from, char *answers) {
  char rest[4096];
  size_t length = 0;
  for (;;) {
    bool is_full = length == ANSWERS_MOST;
    ssize_t got =
        is_full ? read(from, rest, sizeof rest) : read(from, answers + length, ANSWERS_MOST - length);
    if (got <= 0) return length;
    if (!is_full) length += (size_t)got;
  }
}

static void check_status(const char *answers, size_t length) {
  static const long known[] = {100, 200, 206, 304, 308, 400, 405, 408, 411,
                               412, 413, 414, 416, 431, 500, 501, 503, 505};
  bool is_known = false;
  if (length == 0) return;
  if (length < 12 || (strncmp(answers, "HTTP/1.1 ", 9) != 0 && strncmp(answers, "HTTP/1.0 ", 9) != 0))
    abort();
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    is_known = is_known || strtol(answers + 9, NULL, 10) == known[i];
  if (!is_known) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static char answers[ANSWERS_MOST + 1];
  if (port == 0) start();
  int connection = connect_to_server();
  send_all(connection, data, size);
  size_t length = receive_all(connection, answers);
  answers[length] = '\0';
  (void)close(connection); /* everything is already written */
  check_status(answers, length);
  return 0;
}
