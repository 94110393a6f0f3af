/* The settings of the configuration, and their valid values.
 * Messages say what was written and what is allowed, for someone who has the line in front of them.
 * Formats and character sets are checked by name only, which links no reader. */
#include "programs/setting.h"
#include "base/endpoint.h"
#include "base/url.h"
#include "base/utf8.h"
#include "programs/common.h"
#include "programs/mail.h"
#include "query/query.h"
#include "render/render.h"
#include "source/source.h"
#include "text/text.h"
#include "web/serve.h"

#include <string.h>
#include <strings.h>

enum { DAYS_MOST = 36500, TIMEOUT_MOST = 86400, PAGES_MOST = 1000, LIMIT_MOST = 10000, LIMIT = 10 };

static const char *const colors[] = {"auto", "always", "never", NULL};

#define PLAIN(is) .kind = (is)
#define CHOICE    .kind = SETTING_IS_CHOICE, .most = 1
#define DAYS(set) .kind = SETTING_IS_DAYS, .least = 1, .most = DAYS_MOST, .preset = (set)
#define NUMBER(of, from, to, set)                                                                            \
  .kind = SETTING_IS_NUMBER, .noun = (of), .least = (from), .most = (to), .preset = (set)

const setting setting_table[SETTINGS] = {
    [SETTING_DB] = {"index", "db", PLAIN(SETTING_IS_PATH)},
    [SETTING_PRUNE] = {"index", "prune", CHOICE},
    [SETTING_MAX_PRUNE] = {"index", "max-prune", NUMBER("percentage", 0, 100, 20)},
    [SETTING_CONTACT] = {"index", "contact", PLAIN(SETTING_IS_TEXT)},
    [SETTING_TIMEOUT] = {"index", "timeout", NUMBER("number of seconds", 1, TIMEOUT_MOST, 0)},
    [SETTING_PROXY] = {"index", "proxy", PLAIN(SETTING_IS_PROXY)},
    [SETTING_ALLOW_PRIVATE] = {"index", "allow-private", CHOICE},
    [SETTING_DB_SEARCH] = {"search", "db", SETTING_IS_PATH, .repeats = true},
    [SETTING_RECENCY] = {"search", "recency", CHOICE},
    [SETTING_HALF_LIFE] = {"search", "half-life", DAYS(365)},
    [SETTING_LIMIT] = {"search", "limit", NUMBER("number", 0, LIMIT_MOST, LIMIT)},
    [SETTING_SORT] = {"search", "sort", SETTING_IS_WORD, .words = search_sort_names},
    [SETTING_RESULTS] = {"search", "format", SETTING_IS_WORD, .words = render_format_names},
    [SETTING_COLOR] = {"search", "color", SETTING_IS_WORD, .words = colors, .also = "colour"},
    [SETTING_PAGER] = {"search", "pager", PLAIN(SETTING_IS_TEXT)},
    [SETTING_THESAURUS] = {"search", "thesaurus", PLAIN(SETTING_IS_PATH)},
    [SETTING_ARCHIVE_SEARCH] = {"search", "archive-link", PLAIN(SETTING_IS_ARCHIVE)},
    [SETTING_DB_SERVE] = {"serve", "db", SETTING_IS_PATH, .repeats = true},
    [SETTING_LISTEN] = {"serve", "listen", PLAIN(SETTING_IS_ENDPOINT)},
    [SETTING_URL] = {"serve", "url", PLAIN(SETTING_IS_WEB)},
    [SETTING_TITLE] = {"serve", "title", PLAIN(SETTING_IS_TEXT)},
    [SETTING_ABOUT] = {"serve", "about", PLAIN(SETTING_IS_TEXT)},
    [SETTING_LOGO] = {"serve", "logo", PLAIN(SETTING_IS_PATH)},
    [SETTING_ACCENT] = {"serve", "color", PLAIN(SETTING_IS_RGB), .also = "colour"},
    [SETTING_STYLE] = {"serve", "style", PLAIN(SETTING_IS_PATH)},
    [SETTING_LINK] = {"serve", "link", SETTING_IS_LINK, .repeats = true},
    [SETTING_CORS] = {"serve", "cors", PLAIN(SETTING_IS_ORIGIN)},
    [SETTING_EMBED] = {"serve", "embed", PLAIN(SETTING_IS_ORIGIN)},
    [SETTING_METRICS] = {"serve", "metrics", PLAIN(SETTING_IS_ENDPOINT)},
    [SETTING_MISSED] = {"serve", "missed", PLAIN(SETTING_IS_PATH)},
    [SETTING_TIME_LIMIT] = {"serve", "time-limit",
                            NUMBER("number of milliseconds", 1, SERVE_TIME_LIMIT_MOST, SERVE_TIME_LIMIT)},
    [SETTING_CACHE] = {"serve", "cache", NUMBER("number of megabytes", 0, SERVE_CACHE_MOST, SERVE_CACHE)},
    [SETTING_TRUST_PROXY] = {"serve", "trust-proxy", CHOICE},
    [SETTING_ARCHIVE_SERVE] = {"serve", "archive-link", PLAIN(SETTING_IS_ARCHIVE)},
    [SETTING_PATH] = {"source", "path", PLAIN(SETTING_IS_PATH)},
    [SETTING_ADDRESS] = {"source", "address", PLAIN(SETTING_IS_SOURCE)},
    [SETTING_FORMAT] = {"source", "format", PLAIN(SETTING_IS_FORMAT)},
    [SETTING_CHARSET] = {"source", "charset", PLAIN(SETTING_IS_CHARSET)},
    [SETTING_LANG] = {"source", "lang", PLAIN(SETTING_IS_LANG)},
    [SETTING_LABEL] = {"source", "label", PLAIN(SETTING_IS_TEXT)},
    [SETTING_GROUP] = {"source", "group", PLAIN(SETTING_IS_TEXT)},
    [SETTING_KEEP] = {"source", "keep", CHOICE},
    [SETTING_QUIET] = {"source", "quiet", DAYS(0)},
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
    [SETTING_PAGES] = {"source", "pages", NUMBER("number of pages", 1, PAGES_MOST, 1)},
};

/* ---- Checking values ------------------------------------------------------------------------------ */

/* The index of a word in the NULL-terminated `words`; -1 if it is not among them. */
static int find_word(const char *const *words, const char *text) {
  for (int i = 0; words[i]; i++)
    if (strcasecmp(text, words[i]) == 0) return i;
  return -1;
}

static bool is_word(const setting *known, const char *value, long *number) {
  int at = find_word(known->words, value);
  if (at >= 0) *number = at;
  return at >= 0;
}

static bool is_choice(const char *value, long *number) {
  static const char *const words[] = {"no", "yes", "false", "true", "off", "on", "0", "1", NULL};
  int at = find_word(words, value);
  if (at >= 0) *number = at % 2;
  return at >= 0;
}

/* Yes or no, with a third answer. */
static bool is_following(const char *value, long *number) {
  if (strcasecmp(value, "all") != 0) return is_choice(value, number);
  *number = SOURCE_FOLLOW_ALL;
  return true;
}

static bool is_number(const setting *known, const char *value, long *number) {
  size_t read;
  if (!program_read_number(value, known->most, &read) || (long)read < known->least) return false;
  *number = (long)read;
  return true;
}

static bool is_days(const setting *known, const char *value, long *number) {
  static const struct {
    char letter;
    long days;
  } units[] = {{'d', 1}, {'w', 7}, {'m', 30}, {'y', 365}};
  char digits[16];
  size_t length = strlen(value), read = 0;
  long days = 1;
  for (size_t i = 0; length > 0 && i < sizeof units / sizeof *units; i++) {
    if (value[length - 1] != units[i].letter) continue;
    days = units[i].days;
    length--;
    break;
  }
  bool fits = length < sizeof digits;
  (void)snprintf(digits, sizeof digits, "%.*s", fits ? (int)length : 0, value);
  if (!program_read_number(digits, known->most / days, &read) || (long)read * days < known->least)
    return false;
  *number = (long)read * days;
  return true;
}

/* The proxies that libcurl supports (CURLOPT_PROXY). */
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

/* True for a feed's address as browsers pass it to feed readers: feed://host/ or feed:https://host/. */
static bool is_feed(sse_str text) {
  return sse_str_begins(text, "feed://") || sse_str_begins(text, "feed:http");
}

/* Scheme, host and an optional port (RFC 6454), followed by at most a slash. */
static bool is_origin(sse_str text) {
  static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]";
  if (!sse_url_is_web(text)) return false;
  const char *host = text.data + (sse_str_begins(text, "https") ? 8 : 7);
  size_t length = text.length - (size_t)(host - text.data);
  if (host[length - 1] == '/') length--;
  return length > 0 && strspn(host, allowed) >= length;
}

/* Origins separated by spaces or commas, or a single *. */
static bool are_origins(const char *value) {
  static const char between[] = " ,";
  if (strcmp(value, "*") == 0) return true;
  const char *at = value + strspn(value, between);
  bool all = *at != '\0';
  for (; *at; at += strspn(at, between)) {
    size_t length = strcspn(at, between);
    all = all && is_origin((sse_str){at, length});
    at += length;
  }
  return all;
}

static bool is_rgb(const char *value) {
  size_t digits = *value == '#' ? strspn(value + 1, "0123456789abcdefABCDEF") : 0;
  return (digits == 3 || digits == 6) && !value[1 + digits];
}

/* "Imprint https://example.org/imprint". */
static bool is_link(const char *value) {
  const char *space = strrchr(value, ' ');
  return space && space > value && sse_url_is_web(sse_str_of(space + 1)) &&
         sse_utf8_valid(sse_str_of(value)) == strlen(value);
}

/* Kinds of values that are valid or not, and have no number. */
static bool has_form(setting_kind kind, const char *value) {
  char host[SSE_HOST_SIZE];
  const char *port;
  sse_str text = sse_str_of(value);
  bool is_web = sse_url_is_web(text), is_utf8 = sse_utf8_valid(text) == text.length;
  switch (kind) {
  case SETTING_IS_TEXT:
    return is_utf8;
  case SETTING_IS_NAME:
    return is_utf8 && *value;
  case SETTING_IS_MAIL:
    return mail_is_address(value);
  case SETTING_IS_DATE:
    return query_is_date(value);
  case SETTING_IS_ENDPOINT:
    return sse_endpoint_split(value, host, &port);
  case SETTING_IS_SOURCE:
    return is_web || is_feed(text);
  case SETTING_IS_WEB:
    return is_web && !strpbrk(value, "?#");
  case SETTING_IS_ORIGIN:
    return are_origins(value);
  case SETTING_IS_RGB:
    return is_rgb(value);
  case SETTING_IS_LINK:
    return is_link(value);
  case SETTING_IS_ARCHIVE:
    return is_utf8 && render_is_archive_link(value);
  case SETTING_IS_PROXY:
    return is_proxy(value);
  case SETTING_IS_LANG:
    return text_is_language_tag(text);
  case SETTING_IS_FORMAT:
    return source_format_known(value);
  case SETTING_IS_CHARSET:
    return source_charset_known(value);
  default:
    return true; /* a path */
  }
}

static bool is_valid(const setting *known, const char *value, long *number) {
  switch (known->kind) {
  case SETTING_IS_CHOICE:
    return is_choice(value, number);
  case SETTING_IS_FOLLOWING:
    return is_following(value, number);
  case SETTING_IS_NUMBER:
    return is_number(known, value, number);
  case SETTING_IS_DAYS:
    return is_days(known, value, number);
  case SETTING_IS_WORD:
    return is_word(known, value, number);
  default:
    return has_form(known->kind, value);
  }
}

/* ---- Describing them ------------------------------------------------------------------------------ */

static void describe_words(const char *const *words, sse_buffer *text) {
  sse_buffer_append_text(text, "one of ");
  for (size_t i = 0; words[i]; i++)
    sse_buffer_printf(text, "%s%s", i > 0 ? ", " : "", words[i]);
}

static void describe_formats(sse_buffer *text) {
  sse_buffer_append_text(text, "one of ");
  for (size_t i = 0; source_format_name(i); i++)
    sse_buffer_printf(text, "%s%s", i > 0 ? ", " : "", source_format_name(i));
}

void setting_describe(const setting *known, sse_buffer *text) {
  static const char *const forms[] = {
      [SETTING_IS_TEXT] = "text in UTF-8",
      [SETTING_IS_PATH] = "a file or folder",
      [SETTING_IS_CHOICE] = "yes or no",
      [SETTING_IS_NAME] = "a name",
      [SETTING_IS_MAIL] = "an address such as news@example.org",
      [SETTING_IS_DATE] = "a date such as 2023, 2023-07-25 or -30d",
      [SETTING_IS_ENDPOINT] = "an address such as 127.0.0.1:8080 or [::1]:8080",
      [SETTING_IS_WEB] = "an address such as https://example.org/news",
      [SETTING_IS_SOURCE] = "an address such as https://example.org/news",
      [SETTING_IS_ORIGIN] = "an origin such as https://example.org, or *",
      [SETTING_IS_RGB] = "a color such as #0b57a4",
      [SETTING_IS_LINK] = "a text and an address, such as Imprint https://example.org/imprint",
      [SETTING_IS_ARCHIVE] = "an address with {url} in it, such as https://web.archive.org/web/{date}/{url}",
      [SETTING_IS_PROXY] = "an address such as http://proxy.example:3128, or the word environment",
      [SETTING_IS_FOLLOWING] = "yes, no or all",
      [SETTING_IS_LANG] = "a language tag such as en, fr or pt-BR",
      [SETTING_IS_CHARSET] = "a character set such as utf-8; iconv --list has all",
  };
  switch (known->kind) {
  case SETTING_IS_NUMBER:
    sse_buffer_printf(text, "a %s from %ld to %ld", known->noun, known->least, known->most);
    break;
  case SETTING_IS_DAYS:
    sse_buffer_printf(text, "a length of time such as 60d, 8w, 6m or 1y (%ld to %ld days)", known->least,
                      known->most);
    break;
  case SETTING_IS_WORD:
    describe_words(known->words, text);
    break;
  case SETTING_IS_FORMAT:
    describe_formats(text);
    break;
  default:
    sse_buffer_append_text(text, forms[known->kind]);
  }
}

sse_status setting_check(const setting *known, const char *value, long *number, sse_error *err) {
  sse_buffer allowed = {0};
  if (is_valid(known, value, number)) return SSE_OK;
  setting_describe(known, &allowed);
  sse_status status = SSE_INVALID;
  if (allowed.failed) {
    status = sse_fail_memory(err);
  } else if (known->kind == SETTING_IS_PROXY) { /* the value may contain a password */
    (void)sse_fail(err, status, "this is not %s", allowed.data);
  } else {
    (void)sse_fail(err, status, "'%.200s' is not %s", value, allowed.data);
  }
  sse_buffer_reset(&allowed);
  return status;
}
