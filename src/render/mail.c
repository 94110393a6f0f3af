/* Results as a mail (RFC 5322, MIME) with a text and an HTML part, each with one paragraph per item.
 * Both are quoted-printable (RFC 2045): no line is longer than 76 characters, and none begins with a dot or
 * "From ", which mailers treat specially. Lines end in LF, as sendmail expects. */
#include "base/printable.h"
#include "base/url.h"
#include "render/facets.h"
#include "render/feed.h"
#include "render/wrap.h"

#include <string.h>
#include <time.h>

enum {
  LINE_MOST = 76,
  CODE = 3,        /* characters per encoded byte */
  QUERY_MOST = 100 /* characters of a query that the subject shows */
};

/* Quoted-printable text never contains "=_". */
#define BOUNDARY "=_ssesearch"

/* ---- Encodings ---------------------------------------------------------------------------------- */

/* A stream that encodes what is written to it. A space is held back until it is certain that no line end
 * follows. */
struct quoted {
  FILE *out;
  size_t column;
  bool has_space;
};

static void put_byte(struct quoted *quoted, unsigned char byte, bool is_coded) {
  if (quoted->column + CODE >= LINE_MOST) { /* one column is for the = */
    (void)fputs("=\n", quoted->out);
    quoted->column = 0;
  }
  bool is_first = quoted->column == 0 && (byte == '.' || byte == 'F');
  is_coded = is_coded || is_first || byte == '=' || byte < ' ' || byte > '~';
  (void)fprintf(quoted->out, is_coded ? "=%02X" : "%c", byte);
  quoted->column += is_coded ? CODE : 1;
}

static ssize_t write_quoted(void *cookie, const char *data, size_t length) {
  struct quoted *quoted = cookie;
  for (size_t i = 0; i < length; i++) {
    if (quoted->has_space) put_byte(quoted, ' ', data[i] == '\n');
    quoted->has_space = data[i] == ' ';
    if (data[i] == '\n') {
      (void)fputc('\n', quoted->out);
      quoted->column = 0;
    } else if (data[i] != ' ') {
      put_byte(quoted, (unsigned char)data[i], false);
    }
  }
  return (ssize_t)length; /* errors of `out` are for its owner to check */
}

/* Writes a header unchanged if it is ASCII and fits on a line, else as encoded words (RFC 2047) of whole
 * characters. */
static void put_header(FILE *out, const char *name, const char *text) {
  static const char begin[] = "=?utf-8?Q?", end[] = "?=";
  static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ";
  bool is_ascii = strlen(name) + 2 + strlen(text) <= LINE_MOST && !strstr(text, "=?");
  for (const char *at = text; *at; at++)
    is_ascii = is_ascii && *at >= ' ' && *at <= '~';
  (void)fprintf(out, "%s: %s", name, is_ascii ? text : begin);
  size_t column = strlen(name) + 2 + strlen(begin);
  for (const char *at = text; !is_ascii && *at;) {
    size_t length = sse_character_length(at);
    if (column + CODE * length + strlen(end) > LINE_MOST) {
      (void)fprintf(out, "%s\n %s", end, begin);
      column = 1 + strlen(begin);
    }
    for (bool is_control = sse_character_is_control(at); length > 0; length--, at++) {
      bool is_plain = strchr(plain, *at) != NULL;
      unsigned char byte = is_control ? '?' : (unsigned char)*at;
      (void)fprintf(out, is_plain ? "%c" : "=%02X", byte == ' ' ? '_' : byte);
      column += is_plain ? 1 : CODE;
    }
  }
  (void)fprintf(out, "%s\n", is_ascii ? "" : end);
}

/* Writes the date in English, whatever the locale. */
static void put_date(FILE *out, int64_t seconds) {
  static const char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  time_t time = (time_t)seconds;
  struct tm parts = {0};
  (void)gmtime_r(&time, &parts); /* fails only for years beyond int */
  (void)fprintf(out, "Date: %s, %02d %s %04d %02d:%02d:%02d +0000\n", days[parts.tm_wday], parts.tm_mday,
                months[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

/* ---- The parts ---------------------------------------------------------------------------------- */

/* Appends the subject: 3 new items for korea. For a mail with only facets, it counts everything found. */
static void append_summary(const search_results *results, const render_mail_head *head,
                           messages_language language, sse_buffer *subject) {
  const char *what = head->name ? head->name : results->query, *end = what;
  size_t count = results->hit_count > 0 ? results->hit_count : results->total;
  sse_str before, after;
  sse_buffer_append_text(subject, "ssesearch: ");
  messages_append_count(subject, language, head->is_new ? MESSAGE_NEW_ITEMS : MESSAGE_ITEMS, count);
  if (!*what) return;
  (void)messages_split(language, MESSAGE_ABOUT, 0, &before, &after);
  sse_buffer_append_str(subject, before);
  for (size_t i = 0; i < QUERY_MOST && *end; i++)
    end += sse_character_length(end);
  sse_buffer_append(subject, what, (size_t)(end - what));
  sse_buffer_append_text(subject, *end ? "…" : "");
  sse_buffer_append_str(subject, after);
}

/* Writes how many items there are besides those in the mail. */
static void put_rest(FILE *out, const search_results *results, messages_language language, const char *before,
                     const char *after) {
  if (results->total <= results->hit_count || results->hit_count == 0) return;
  (void)fputs(before, out);
  messages_put_count(out, language, results->total_is_exact ? MESSAGE_REST : MESSAGE_REST_AT_LEAST,
                     results->total - results->hit_count);
  (void)fprintf(out, "%s\n", after);
}

static void put_origin(FILE *out, const search_hit *hit, void (*put)(FILE *out, const char *text)) {
  if (hit->date) put(out, hit->date);
  if (hit->date && hit->source) (void)fputs(" · ", out);
  if (hit->source) put(out, hit->source);
}

/* Writes the address of an archived copy and returns true if there is one. If memory is short, it is left
 * out. */
static bool put_archived(FILE *out, const search_hit *hit, const char *link, const char *before,
                         const char *after, void (*put)(FILE *out, const char *text)) {
  sse_buffer archived = {0};
  render_append_archived(link, hit, &archived);
  bool is_there = archived.data && !archived.failed;
  if (is_there) {
    (void)fputs(before, out);
    put(out, archived.data);
    (void)fputs(after, out);
  }
  sse_buffer_reset(&archived);
  return is_there;
}

/* Appends the address at which a reader finds the item: its own web address, else its page on the server,
 * else any other address it has; nothing if there is none, or memory is short. */
static void append_address(const search_hit *hit, const render_options *options, sse_buffer *address) {
  render_feed_link(hit, options->base, address);
  if (address->length == 0 && hit->url) sse_buffer_append_text(address, hit->url);
  if (address->failed || !address->data) sse_buffer_reset(address);
}

/* Writes plain text, keeping its lines. */
static void put_lines(FILE *out, const char *text) {
  for (; *text; text += sse_character_length(text)) {
    if (*text == '\n') {
      (void)fputc('\n', out);
    } else {
      wrap_put_code(out, text);
    }
  }
}

static void put_text(FILE *out, const search_results *results, const render_options *options) {
  for (size_t i = 0; i < results->hit_count; i++) {
    const search_hit *hit = &results->hits[i];
    if (i > 0) (void)fputc('\n', out);
    render_plain(out, hit->title.text);
    (void)fputc('\n', out);
    put_origin(out, hit, render_plain);
    if (hit->date || hit->source) (void)fputc('\n', out);
    sse_buffer address = {0};
    append_address(hit, options, &address);
    render_plain(out, address.data ? address.data : "");
    if (address.data) (void)fputc('\n', out);
    sse_buffer_reset(&address);
    (void)put_archived(out, hit, options->archive_link, "", "\n", render_plain);
    put_lines(out, hit->snippet.text);
    if (*hit->snippet.text) (void)fputc('\n', out);
  }
  put_rest(out, results, options->language, "\n", "");
  if (!results->has_facets) return;
  if (results->hit_count > 0) (void)fputc('\n', out);
  facets_put_text(out, &results->facets, &(render_options){.language = options->language});
}

/* Only web addresses become links, so that no item can run a script. */
static void put_html_item(FILE *out, const search_hit *hit, const render_options *options) {
  sse_buffer address = {0};
  append_address(hit, options, &address);
  const char *url = address.data;
  bool is_link = sse_url_is_web(sse_str_of(url));
  const char *end = is_link ? "</a>" : "";
  (void)fputs("<p dir=\"auto\" lang=\"", out);
  render_escaped(out, hit->lang ? hit->lang : "");
  (void)fputs(is_link ? "\"><strong><a href=\"" : "\"><strong>", out);
  if (is_link) render_escaped(out, url);
  (void)fputs(is_link ? "\">" : "", out);
  render_marked(out, &hit->title);
  (void)fprintf(out, "%s</strong>", end);
  if (hit->date || hit->source) (void)fputs("<br>\n", out);
  put_origin(out, hit, render_escaped);
  if (url) (void)fputs(is_link ? "<br>\n<a href=\"" : "<br>\n", out);
  if (is_link) render_escaped(out, url);
  (void)fputs(is_link ? "\">" : "", out);
  render_escaped(out, url ? url : "");
  (void)fputs(end, out);
  if (put_archived(out, hit, options->archive_link, "<br>\n<a href=\"", "\">", render_escaped))
    (void)fprintf(out, "%s</a>", messages_of(options->language, MESSAGE_ARCHIVED));
  (void)fputs(*hit->snippet.text ? "<br>\n" : "", out);
  render_marked(out, &hit->snippet);
  (void)fputs("</p>\n", out);
  sse_buffer_reset(&address);
}

static void put_html(FILE *out, const search_results *results, const render_options *options) {
  messages_language language = options->language;
  (void)fputs("<!DOCTYPE html>\n", out);
  languages_put_html(out, language);
  (void)fputs("\n<head><meta charset=\"utf-8\"><title>", out);
  render_escaped(out, results->query);
  (void)fputs("</title></head>\n<body>\n", out);
  for (size_t i = 0; i < results->hit_count; i++)
    put_html_item(out, &results->hits[i], options);
  put_rest(out, results, language, "<p>", "</p>");
  if (results->has_facets) render_facets_html(out, &results->facets, language);
  (void)fputs("</body>\n</html>\n", out);
}

/* ---- The message -------------------------------------------------------------------------------- */

static void put_head(FILE *out, const char *subject, const render_mail_head *head) {
  put_date(out, head->time);
  if (head->from) (void)fprintf(out, "From: %s\n", head->from);
  if (head->to) (void)fprintf(out, "To: %s\n", head->to);
  put_header(out, "Subject", subject);
  (void)fprintf(out, "Message-ID: <%s>\n", head->id);
  (void)fputs("Auto-Submitted: auto-generated\nMIME-Version: 1.0\n"
              "Content-Type: multipart/alternative; boundary=\"" BOUNDARY "\"\n",
              out);
}

static void put_part_head(FILE *out, const char *subtype) {
  (void)fprintf(out,
                "\n--" BOUNDARY "\nContent-Type: text/%s; charset=utf-8\n"
                "Content-Transfer-Encoding: quoted-printable\n\n",
                subtype);
}

sse_status render_mail(FILE *out, const search_results *results, const render_options *options,
                       sse_error *err) {
  const render_mail_head *head = options->mail;
  messages_language language = options->language;
  struct quoted quoted = {.out = out};
  sse_buffer subject = {0};
  bool has_facets = results->has_facets && results->total > 0 && !head->is_new;
  if (results->hit_count == 0 && !has_facets) return SSE_OK;
  append_summary(results, head, language, &subject);
  FILE *part =
      subject.failed ? NULL : fopencookie(&quoted, "w", (cookie_io_functions_t){.write = write_quoted});
  if (part) {
    put_head(out, subject.data, head);
    put_part_head(out, "plain");
    put_text(part, results, options);
    (void)fflush(part); /* write_quoted cannot fail, and nor can closing the stream */
    put_part_head(out, "html");
    put_html(part, results, options);
    (void)fclose(part);
    (void)fputs("\n--" BOUNDARY "--\n", out);
  }
  sse_buffer_reset(&subject);
  return part ? SSE_OK : sse_fail_memory(err);
}
