/* Feeds any bytes as the path and the parameters of a request: the answer has to be one that is documented,
 * and what it takes as parameters has to come back from the link it writes. The first byte chooses among
 * paths, so that all are reached. Built and run by scripts/fuzz, which makes the index. */
#include "web/reply.h"

#include <stdlib.h>
#include <string.h>

#define INDEX "build/fuzz/query.db"

/* One parameter: name, =, value, each with its escapes taken off as HTTP's library does. */
static void take(struct asked *asked, char *pair) {
  char *value = strchr(pair, '=');
  if (value) *value++ = '\0';
  for (char *at = pair; *at; at++)
    if (*at == '+') *at = ' ';
  for (char *at = value; at && *at; at++)
    if (*at == '+') *at = ' ';
  (void)MHD_http_unescape(pair);
  if (value) (void)MHD_http_unescape(value);
  if (!asked->status) asked->status = request_take(asked->request, pair, value ? value : "", &asked->err);
}

static void take_all(struct asked *asked, char *parameters) {
  char *rest = NULL;
  for (char *pair = strtok_r(parameters, "&", &rest); pair; pair = strtok_r(NULL, "&", &rest))
    take(asked, pair);
}

/* The link of a request leads to the same link again. */
static void check_link(const struct request *request) {
  struct request again;
  struct asked asked = {.request = &again};
  sse_buffer first = {0}, second = {0};
  request_init(&again);
  request_link(request, "", &first);
  char *copy = sse_copy(sse_buffer_str(&first));
  if (copy && *copy == '?') take_all(&asked, copy + 1);
  if (asked.status) abort();
  request_link(&again, "", &second);
  if (!sse_str_equal(sse_buffer_str(&first), sse_buffer_str(&second))) abort();
  free(copy);
  request_reset(&again);
  sse_buffer_reset(&first);
  sse_buffer_reset(&second);
}

static void check_reply(const struct reply *reply) {
  static const unsigned known[] = {ANSWER_OK,        ANSWER_MOVED,     ANSWER_UNCHANGED,  ANSWER_BAD_REQUEST,
                                   ANSWER_NOT_FOUND, ANSWER_TOO_LARGE, ANSWER_UNAVAILABLE};
  bool is_known = false;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    is_known = is_known || reply->status == known[i];
  if (!is_known || (reply->status != ANSWER_UNCHANGED && reply->status != ANSWER_MOVED && reply->length == 0))
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const paths[] = {"/",
                                      "/item",
                                      "/feed.atom",
                                      "/opensearch.xml",
                                      "/sitemap.xml",
                                      "/api/search",
                                      "/api/suggest",
                                      "/api/stats",
                                      "/api/item/",
                                      "/sitemap/",
                                      "/a/",
                                      ""};
  static const char *const dbs[] = {INDEX};
  static const serve_options options = {
      .dbs = dbs, .db_count = 1, .title = "A <title>", .url = "https://example.org/a", .time_limit = 5000};
  static struct server server = {.options = &options, .prefix = {"/a", 2}};
  sse_error err;
  struct request request;
  struct asked asked = {.request = &request, .base = "https://example.org/a"};
  struct reply reply = {.status = ANSWER_OK};
  if (!server.pool && (pool_new(&options, &server.pool, &err) || connections_new(&server.connections, &err)))
    abort();
  if (size == 0) return 0;
  char *text = sse_copy((sse_str){(const char *)data + 1, size - 1});
  sse_buffer path = {0};
  char *parameters = text ? strchr(text, '?') : NULL;
  if (parameters) *parameters++ = '\0';
  if (text) (void)MHD_http_unescape(text);
  sse_buffer_append_text(&path, paths[data[0] % (sizeof paths / sizeof *paths)]);
  sse_buffer_append_text(&path, text ? text : "");
  request_init(&request);
  request.language = (messages_language)(data[0] % MESSAGES_LANGUAGES);
  if (parameters) take_all(&asked, parameters);
  asked.path = path.data;
  if (path.data && *path.data) {
    reply_make(&server, &asked, &reply);
    check_reply(&reply);
    if (!asked.status) check_link(&request);
  }
  free(reply.body);
  free(reply.location);
  request_reset(&request);
  sse_buffer_reset(&path);
  free(text);
  return 0;
}
