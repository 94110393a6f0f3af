/* The settings of the configuration, and what their values may be.
 * A message says what was written and what may be, for whoever has the line before them.
 * Formats and character sets are asked for by name alone: no reader is linked for that. */
#include "programs/setting.h"
#include "base/endpoint.h"
#include "base/url.h"
#include "programs/common.h"
#include "serve/serve.h"
#include "source/source.h"
#include "text/text.h"

#include <limits.h>
#include <string.h>
#include <strings.h>

enum { DAYS_MOST = 36500, TIMEOUT_MOST = 86400, PAGES_MOST = 1000 };

#define PLAIN(kind) kind, NULL, 0, 0, 0
#define CHOICE      SETTING_IS_CHOICE, NULL, 0, 1, 0
#define DAYS        SETTING_IS_DAYS, NULL, 1, DAYS_MOST

const setting setting_table[SETTINGS] = {
    [SETTING_DB] = {"index", "db", PLAIN(SETTING_IS_PATH)},
    [SETTING_PRUNE] = {"index", "prune", CHOICE},
    [SETTING_MAX_PRUNE] = {"index", "max-prune", SETTING_IS_NUMBER, "percentage", 0, 100, 20},
    [SETTING_CONTACT] = {"index", "contact", PLAIN(SETTING_IS_TEXT)},
    [SETTING_TIMEOUT] = {"index", "timeout", SETTING_IS_NUMBER, "number of seconds", 1, TIMEOUT_MOST, 0},
    [SETTING_PROXY] = {"index", "proxy", PLAIN(SETTING_IS_PROXY)},
    [SETTING_ALLOW_PRIVATE] = {"index", "allow-private", CHOICE},
    [SETTING_RECENCY] = {"search", "recency", CHOICE},
    [SETTING_HALF_LIFE] = {"search", "half-life", DAYS, 365},
    [SETTING_LISTEN] = {"serve", "listen", PLAIN(SETTING_IS_ENDPOINT)},
    [SETTING_URL] = {"serve", "url", PLAIN(SETTING_IS_WEB)},
    [SETTING_TITLE] = {"serve", "title", PLAIN(SETTING_IS_TEXT)},
    [SETTING_CORS] = {"serve", "cors", PLAIN(SETTING_IS_ORIGIN)},
    [SETTING_TIME_LIMIT] = {"serve", "time-limit", SETTING_IS_NUMBER, "number of milliseconds", 1,
                            SERVE_TIME_LIMIT_MOST, SERVE_TIME_LIMIT},
    [SETTING_TRUST_PROXY] = {"serve", "trust-proxy", CHOICE},
    [SETTING_PATH] = {"source", "path", PLAIN(SETTING_IS_PATH)},
    [SETTING_ADDRESS] = {"source", "address", PLAIN(SETTING_IS_SOURCE)},
    [SETTING_FORMAT] = {"source", "format", PLAIN(SETTING_IS_FORMAT)},
    [SETTING_CHARSET] = {"source", "charset", PLAIN(SETTING_IS_CHARSET)},
    [SETTING_LANG] = {"source", "lang", PLAIN(SETTING_IS_LANG)},
    [SETTING_LABEL] = {"source", "label", PLAIN(SETTING_IS_TEXT)},
    [SETTING_GROUP] = {"source", "group", PLAIN(SETTING_IS_TEXT)},
    [SETTING_KEEP] = {"source", "keep", CHOICE},
    [SETTING_QUIET] = {"source", "quiet", DAYS, 0},
    [SETTING_MATCH] = {"source", "match", PLAIN(SETTING_IS_TEXT)},
    [SETTING_DRAFTS] = {"source", "drafts", CHOICE},
    [SETTING_OAI] = {"source", "oai", CHOICE},
    [SETTING_COLUMNS] = {"source", "columns", PLAIN(SETTING_IS_TEXT)},
    [SETTING_NAME_ID] = {"source", "id", PLAIN(SETTING_IS_TEXT)},
    [SETTING_NAME_TITLE] = {"source", "title", PLAIN(SETTING_IS_TEXT)},
    [SETTING_NAME_TEXT] = {"source", "text", PLAIN(SETTING_IS_TEXT)},
    [SETTING_NAME_DATE] = {"source", "date", PLAIN(SETTING_IS_TEXT)},
    [SETTING_NAME_URL] = {"source", "url", PLAIN(SETTING_IS_TEXT)},
    [SETTING_NAME_PUBLISHER] = {"source", "publisher", PLAIN(SETTING_IS_TEXT)},
    [SETTING_NAME_TAGS] = {"source", "tags", PLAIN(SETTING_IS_TEXT)},
    [SETTING_NAME_AUTHOR] = {"source", "author", PLAIN(SETTING_IS_TEXT)},
    [SETTING_FOLLOW] = {"source", "follow", PLAIN(SETTING_IS_FOLLOWING)},
    [SETTING_PAGES] = {"source", "pages", SETTING_IS_NUMBER, "number of pages", 1, PAGES_MOST, 1},
};

/* The place of a word among `words`, which NULL ends; -1 where it is none of them. */
static int find_word(const char *const *words, const char *text) {
  for (int i = 0; words[i]; i++)
    if (strcasecmp(text, words[i]) == 0) return i;
  return -1;
}

static sse_status check_choice(const char *value, long *number, sse_error *err) {
  static const char *const words[] = {"no", "yes", "false", "true", "off", "on", "0", "1", NULL};
  int at = find_word(words, value);
  if (at < 0) return sse_fail(err, SSE_INVALID, "'%.200s' is neither yes nor no", value);
  *number = at % 2;
  return SSE_OK;
}

/* A choice with a third answer. */
static sse_status check_following(const char *value, long *number, sse_error *err) {
  if (strcasecmp(value, "all") != 0) return check_choice(value, number, err);
  *number = SOURCE_FOLLOW_ALL;
  return SSE_OK;
}

static sse_status check_number(const setting *known, const char *value, long *number, sse_error *err) {
  size_t read;
  if (!program_read_number(value, known->most, &read) || (long)read < known->least)
    return sse_fail(err, SSE_INVALID, "'%.200s' is not a %s from %ld to %ld", value, known->noun,
                    known->least, known->most);
  *number = (long)read;
  return SSE_OK;
}

static sse_status check_days(const setting *known, const char *value, long *number, sse_error *err) {
  static const struct {
    char letter;
    long days;
  } units[] = {{'d', 1}, {'w', 7}, {'m', 30}, {'y', 365}};
  char figures[16];
  size_t length = strlen(value), read = 0;
  long days = 1;
  for (size_t i = 0; length > 0 && i < sizeof units / sizeof *units; i++) {
    if (value[length - 1] != units[i].letter) continue;
    days = units[i].days;
    length--;
    break;
  }
  bool fits = length < sizeof figures;
  (void)snprintf(figures, sizeof figures, "%.*s", fits ? (int)length : 0, value);
  if (!program_read_number(figures, known->most / days, &read) || (long)read * days < known->least)
    return sse_fail(err, SSE_INVALID,
                    "'%.200s' is not a length of time such as 60d, 8w, 6m or 1y (%ld to %ld days)", value,
                    known->least, known->most);
  *number = (long)read * days;
  return SSE_OK;
}

sse_status setting_check_text(sse_str value, sse_error *err) {
  sse_buffer clean = {0};
  size_t repaired = 0;
  sse_status status = text_clean(value, &clean, &repaired, err);
  sse_buffer_reset(&clean);
  if (!status && repaired > 0) status = sse_fail(err, SSE_INVALID, "is not in UTF-8");
  return status;
}

static sse_status check_format(const char *value, sse_error *err) {
  sse_buffer known = {0};
  if (source_format_known(value)) return SSE_OK;
  for (size_t i = 0; source_format_name(i); i++)
    sse_buffer_printf(&known, "%s%s", i > 0 ? ", " : "", source_format_name(i));
  sse_status status = known.failed ? sse_fail_memory(err)
                                   : sse_fail(err, SSE_INVALID, "there is no format '%.200s'; there are %s",
                                              value, known.data ? known.data : "none");
  sse_buffer_reset(&known);
  return status;
}

/* The proxies that libcurl knows (CURLOPT_PROXY). Whose password is in it is not told. */
static bool is_proxy(const char *value) {
  static const char *const schemes[] = {"http://",    "https://",  "socks4://",
                                        "socks4a://", "socks5://", "socks5h://"};
  if (strcmp(value, "environment") == 0) return true;
  for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
    size_t length = strlen(schemes[i]);
    if (strncasecmp(value, schemes[i], length) == 0) return value[length] && !strpbrk(value, " \t");
  }
  return false;
}

/* True for the address of a feed as browsers hand it to feed readers: feed://host/ or feed:https://host/. */
static bool is_feed(sse_str text) {
  return sse_str_begins(text, "feed://") || sse_str_begins(text, "feed:http");
}

/* Values that are right or wrong, and have no number. */
static sse_status check_form(setting_kind kind, const char *value, sse_error *err) {
  char host[SSE_HOST_SIZE];
  const char *port;
  sse_str text = sse_str_of(value);
  bool is_web = sse_url_is_web(text);
  switch (kind) {
  case SETTING_IS_ENDPOINT:
    if (sse_endpoint_split(value, host, &port)) return SSE_OK;
    return sse_fail(err, SSE_INVALID, "'%.200s' is not an address such as 127.0.0.1:8080 or [::1]:8080",
                    value);
  case SETTING_IS_SOURCE:
  case SETTING_IS_WEB:
    if (is_web || (kind == SETTING_IS_SOURCE && is_feed(text))) return SSE_OK;
    return sse_fail(err, SSE_INVALID, "'%.200s' is not an address such as https://example.org/news", value);
  case SETTING_IS_ORIGIN:
    if (is_web || strcmp(value, "*") == 0) return SSE_OK;
    return sse_fail(err, SSE_INVALID, "'%.200s' is not an origin such as https://example.org, or *", value);
  case SETTING_IS_PROXY:
    if (is_proxy(value)) return SSE_OK;
    return sse_fail(err, SSE_INVALID,
                    "the proxy is neither an address such as http://proxy.example:3128 "
                    "nor the word environment");
  case SETTING_IS_LANG:
    if (text_is_language_tag(text)) return SSE_OK;
    return sse_fail(err, SSE_INVALID, "'%.200s' is not a language tag such as en, fr or pt-BR", value);
  default:
    if (source_charset_known(value)) return SSE_OK;
    return sse_fail(err, SSE_INVALID, "there is no character set '%.200s'; see iconv --list", value);
  }
}

sse_status setting_check(setting_id id, const char *value, long *number, sse_error *err) {
  const setting *known = &setting_table[id];
  switch (known->kind) {
  case SETTING_IS_PATH:
    return SSE_OK;
  case SETTING_IS_TEXT:
    return setting_check_text(sse_str_of(value), err);
  case SETTING_IS_CHOICE:
    return check_choice(value, number, err);
  case SETTING_IS_FOLLOWING:
    return check_following(value, number, err);
  case SETTING_IS_NUMBER:
    return check_number(known, value, number, err);
  case SETTING_IS_DAYS:
    return check_days(known, value, number, err);
  case SETTING_IS_FORMAT:
    return check_format(value, err);
  default:
    return check_form(known->kind, value, err);
  }
}
