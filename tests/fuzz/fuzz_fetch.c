/* Feeds any bytes to source/ as the answers of servers. The parts of the input, separated by lines of %%,
 * answer its requests in order: as they are if they begin with "HTTP/", otherwise as the bodies of pages;
 * requests beyond them get 404. The first byte chooses the address and the options: the address is read, its
 * items are followed to their articles, and all of it is requested again. "//site/" in an answer stands for
 * the server. */
#include "base/buffer.h"
#include "source/source.h"

#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { FOLLOWED_MOST = 3 };

static struct {
  pthread_mutex_t lock;
  sse_str rest; /* the part of the input that has not been sent yet */
  int socket;
  char place[32]; /* host and port */
} site = {.lock = PTHREAD_MUTEX_INITIALIZER, .socket = -1};

/* Replaces the C library's function, so that no request waits for its turn. */
int clock_nanosleep(clockid_t clock, int flags, const struct timespec *until, /* NOLINT: libc's names */
                    struct timespec *left) {
  (void)clock, (void)flags, (void)until, (void)left;
  return 0;
}

/* ---- The server --------------------------------------------------------------------------------- */

static void begin_answers(sse_str all) {
  (void)pthread_mutex_lock(&site.lock);
  site.rest = all;
  (void)pthread_mutex_unlock(&site.lock);
}

static sse_str next_answer(void) {
  static const char between[] = "\n%%\n";
  (void)pthread_mutex_lock(&site.lock);
  sse_str answer = site.rest;
  const char *end =
      answer.length > 0 ? memmem(answer.data, answer.length, between, sizeof between - 1) : NULL;
  if (end) answer.length = (size_t)(end - answer.data);
  site.rest = sse_str_part(site.rest, answer.length + (end ? sizeof between - 1 : 0), site.rest.length);
  (void)pthread_mutex_unlock(&site.lock);
  return answer;
}

/* Appends an answer with "site" replaced by the server's host and port. */
static void append_placed(sse_buffer *out, sse_str answer) {
  static const char name[] = "//site/";
  while (answer.length > 0) {
    const char *found = memmem(answer.data, answer.length, name, sizeof name - 1);
    size_t before = found ? (size_t)(found - answer.data) : answer.length;
    sse_buffer_append(out, answer.data, before);
    if (found) sse_buffer_printf(out, "//%s/", site.place);
    answer = sse_str_part(answer, found ? before + sizeof name - 1 : before, answer.length);
  }
}

static void answer_one(int connection) {
  static const char page[] =
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/html\r\nETag: \"x\"\r\n\r\n";
  static const char none[] = "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
  char request[4096];
  sse_buffer out = {0};
  (void)recv(connection, request, sizeof request, 0); /* the request does not matter */
  sse_str answer = next_answer();
  if (answer.length == 0) {
    sse_buffer_append_text(&out, none);
  } else if (!sse_str_begins(answer, "HTTP/")) {
    sse_buffer_append_text(&out, page);
  }
  append_placed(&out, answer);
  for (size_t sent = 0; sent < out.length;) {
    ssize_t length = send(connection, out.data + sent, out.length - sent, MSG_NOSIGNAL);
    if (length <= 0) break;
    sent += (size_t)length;
  }
  sse_buffer_reset(&out);
  (void)close(connection); /* unsent data does not matter */
}

static void *serve(void *context) {
  for (;;) {
    int connection = accept4(site.socket, NULL, NULL, SOCK_CLOEXEC);
    if (connection >= 0) answer_one(connection);
  }
  return context;
}

static void start(void) {
  struct sockaddr_in place = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t length = sizeof place;
  pthread_t thread;
  site.socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (site.socket < 0 || bind(site.socket, (struct sockaddr *)&place, length) != 0 ||
      listen(site.socket, SOMAXCONN) != 0 ||
      getsockname(site.socket, (struct sockaddr *)&place, &length) != 0)
    abort();
  (void)snprintf(site.place, sizeof site.place, "127.0.0.1:%d", ntohs(place.sin_port));
  if (pthread_create(&thread, NULL, serve, NULL) != 0) abort();
}

/* ---- The client --------------------------------------------------------------------------------- */

struct reading {
  source_fetcher *fetcher;
  source_follower *follower;
  text_analyser *analyser;
  source_options options;
  sse_str address;
  size_t followed;
  sse_buffer trail;
};

static sse_status take_article(void *context, const source_item *item, sse_error *err) {
  (void)context, (void)err;
  if (item->title.length == 0) abort();
  return SSE_OK;
}

static sse_status take_item(void *context, const source_item *item, sse_error *err) {
  struct reading *reading = context;
  source_followed followed = {.trail = reading->trail};
  sse_error of_page;
  (void)err;
  if (item->title.length == 0) abort();
  if (reading->followed++ >= FOLLOWED_MOST || item->url.length == 0) return SSE_OK;
  (void)source_follow(reading->follower, &reading->options, reading->address, item, &followed, NULL,
                      take_article, &of_page);
  reading->trail = followed.trail;
  return SSE_OK;
}

static void ignore_problem(void *context, const char *message) {
  (void)context, (void)message;
}

/* The second time, answers that had validators are requested with them. */
static void read_twice(struct reading *reading) {
  const source_handler handler = {.context = reading, .on_item = take_item, .on_problem = ignore_problem};
  source_fetched fetched = {0};
  source_report report;
  bool is_same;
  sse_error err;
  for (int i = 0; i < 2; i++) {
    if (!source_fetch(reading->fetcher, reading->address.data, &reading->options, &fetched, &err) &&
        !fetched.is_same)
      (void)source_read_fetched(reading->fetcher, &fetched, &reading->options, reading->analyser, &handler,
                                &report, &err);
    source_trail_join(&reading->trail, sse_buffer_str(&fetched.trail));
    source_fetched_remove(&fetched);
  }
  (void)source_trail_check(reading->fetcher, &reading->options, sse_buffer_str(&reading->trail), &is_same,
                           &err);
  (void)source_trail_is_checkable(sse_buffer_str(&reading->trail));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const paths[] = {"/", "/news/", "/sitemap.xml", "/robots.txt"};
  static text_analyser *analyser;
  struct reading reading = {0};
  sse_buffer address = {0};
  sse_error err;
  if (size == 0) return 0;
  if (site.socket < 0) start();
  if (!analyser && text_analyser_new(&analyser, &err)) abort();
  if (source_fetcher_new(&reading.fetcher, &err) ||
      source_follower_new(reading.fetcher, analyser, &reading.follower, &err))
    abort();
  begin_answers((sse_str){(const char *)data + 1, size - 1});
  sse_buffer_printf(&address, "http://%s%s", site.place, paths[*data % 4]);
  reading.address = sse_buffer_str(&address);
  reading.analyser = analyser;
  reading.options = (source_options){.allow_private = *data % 32 < 24, /* otherwise refused */
                                     .pages = 3,
                                     .timeout = 5,
                                     .oai = *data / 4 % 2 == 1,
                                     .follow = *data / 8 % 2 == 1 ? SOURCE_FOLLOW_ALL : SOURCE_FOLLOW_SITE};
  read_twice(&reading);
  source_follower_free(reading.follower);
  source_fetcher_free(reading.fetcher);
  sse_buffer_reset(&reading.trail);
  sse_buffer_reset(&address);
  return 0;
}
