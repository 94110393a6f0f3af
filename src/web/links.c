/* Links, messages and dates, as all parts of a page write them.
 * Links are relative, up from the current path and down again, so that they work under any prefix of a proxy.
 * A link carries the whole search, so that the server stores nothing about readers between requests. */
#include "base/host.h"
#include "base/url.h"
#include "web/page.h"

#include <stdlib.h>
#include <string.h>

void links_put_message(const struct call *call, messages_id id) {
  messages_put(call->out, call->request->language, id);
}

void links_put_count(const struct call *call, messages_id id, size_t count) {
  messages_put_count(call->out, call->request->language, id, count);
}

void links_put_message_with(const struct call *call, messages_id id, const char *value) {
  sse_str before, after;
  (void)messages_split(call->request->language, id, 0, &before, &after);
  (void)fprintf(call->out, "%.*s", (int)before.length, before.data);
  render_escaped(call->out, value);
  (void)fprintf(call->out, "%.*s", (int)after.length, after.data);
}

/* A host that is not ASCII is isolated from its surroundings, so that its labels stay in order whatever the
 * direction of these and of the message. */
void links_put_message_with_host(const struct call *call, messages_id id, const char *address) {
  sse_buffer host = {0}; /* left out if memory is short */
  sse_str before, after;
  sse_host_append_shown(&host, sse_url_site(sse_str_of(address)));
  const char *shown = host.failed || !host.data ? "" : host.data;
  bool is_ascii = true;
  for (const char *at = shown; *at; at++)
    is_ascii = is_ascii && (unsigned char)*at < 0x80;
  (void)messages_split(call->request->language, id, 0, &before, &after);
  (void)fprintf(call->out, "%.*s%s", (int)before.length, before.data, is_ascii ? "" : "<bdi dir=\"ltr\">");
  render_escaped(call->out, shown);
  (void)fprintf(call->out, "%s%.*s", is_ascii ? "" : "</bdi>", (int)after.length, after.data);
  sse_buffer_reset(&host);
}

static void put_href(FILE *out, const sse_buffer *link) {
  (void)fputs(" href=\"", out);
  render_escaped(out, link->failed || !link->data ? "" : link->data);
  (void)fputs("\"", out);
}

struct request links_plain(const struct call *call) {
  struct request plain;
  request_init(&plain);
  plain.language = call->request->language;
  plain.has_language = call->request->has_language;
  return plain;
}

void links_put_href(const struct call *call, const char *path, const struct request *wanted) {
  sse_buffer link = {0};
  sse_buffer_append_text(&link, call->root);
  request_link(wanted, path, &link);
  put_href(call->out, &link);
  sse_buffer_reset(&link);
}

void links_put_place_href(const struct call *call, const struct request *wanted, size_t place) {
  sse_buffer link = {0};
  sse_buffer_append_text(&link, call->root);
  request_link(wanted, "", &link);
  sse_buffer_printf(&link, "#" LINKS_PLACE, place + 1);
  put_href(call->out, &link);
  sse_buffer_reset(&link);
}

char *links_address(const struct call *call, const char *path, const struct request *wanted) {
  sse_buffer address = {0};
  sse_buffer_append_text(&address, call->base);
  request_link(wanted, path, &address);
  if (!address.failed) return address.data;
  sse_buffer_reset(&address);
  return NULL;
}

struct request links_item(const struct call *call, const search_hit *item) {
  struct request request = links_plain(call);
  request.texts[REQUEST_ID] = item->id;
  if (item->shares_id) request.texts[REQUEST_ARCHIVE] = item->archive;
  return request;
}

bool links_is_item_alone(const struct call *call) {
  const unsigned own = REQUEST_BIT(REQUEST_ID) | REQUEST_BIT(REQUEST_ARCHIVE) | REQUEST_BIT(REQUEST_UI);
  return *request_text_of(call->request, REQUEST_ID) && (call->request->given & ~own) == 0;
}

/* The link carries the search, for the way back. The place among the hits is an offset; it identifies the
 * previous and next hit, and the archive of the item. Without a place, a link to an item whose id is not
 * unique names the archive instead of the search. */
void links_put_item_href(const struct call *call, const search_hit *item, size_t place) {
  const bool is_alone = item->shares_id && place == LINKS_NO_PLACE;
  struct request wanted = is_alone ? links_item(call, item) : *call->request; /* a shallow copy */
  sse_buffer link = {0};
  wanted.texts[REQUEST_ID] = item->id;
  wanted.offset = 0;
  sse_buffer_append_text(&link, call->root);
  request_link(&wanted, "item", &link);
  if (place != LINKS_NO_PLACE) sse_buffer_printf(&link, "&offset=%zu", place);
  put_href(call->out, &link);
  sse_buffer_reset(&link);
}

void links_put_date(const struct call *call, const char *date) {
  messages_language language = call->request->language;
  sse_date day = {0};
  (void)fputs("<time datetime=\"", call->out);
  render_escaped(call->out, date);
  (void)fputs("\"", call->out);
  languages_put_attributes(call->out, language);
  (void)fputs(">", call->out);
  if (sse_date_parse(sse_str_of(date), &day)) {
    languages_put_date(call->out, language, day);
  } else {
    render_escaped(call->out, date);
  }
  (void)fputs("</time>", call->out);
}

static void put_date_end(FILE *out, messages_language language, sse_str end) {
  sse_date date;
  if (sse_date_parse(end, &date)) languages_put_date(out, language, date);
}

/* Writes a date or a range of them; a range that is relative to today, such as -30d, as it is. */
static void put_dates(FILE *out, messages_language language, const char *text) {
  struct dates range;
  const char *dots = strstr(text, "..");
  const size_t length = dots ? (size_t)(dots - text) : strlen(text);
  if (!dates_read(text, &range)) {
    (void)fputs(text, out); /* memory, as below; errors are checked when it is closed */
    return;
  }
  put_date_end(out, language, (sse_str){text, length});
  if (!dots) return;
  (void)fputs(range.first.year == 0 ? "– " : range.last.year == 0 ? " –" : " – ", out);
  put_date_end(out, language, sse_str_of(dots + 2));
}

/* Writes the value of a filter as people read it. */
static void put_value(FILE *out, messages_language language, request_text which, const char *value) {
  if (which == REQUEST_DATE) {
    put_dates(out, language, value);
  } else if (which == REQUEST_LANG) {
    char name[LANGUAGES_NAME_SIZE];
    (void)fputs(messages_language_name(value, name), out); /* as above */
  } else {
    (void)fputs(value, out); /* as above */
  }
}

char *links_value_name(const struct call *call, request_text which, sse_str value) {
  char *copy = sse_copy(value), *text = NULL;
  size_t size;
  FILE *out = copy ? open_memstream(&text, &size) : NULL;
  if (out) put_value(out, call->request->language, which, copy);
  free(copy);
  if (out && fclose(out) == 0) return text;
  free(text);
  return NULL;
}

/* A search that matched all words keeps doing so: with fewer items, those that match only some of them could
 * be added. */
struct request links_with_filter(const struct call *call, const search_results *results, request_text which,
                                 const char *value) {
  struct request other = *call->request;
  other.texts[which] = (char *)value; /* only read */
  other.offset = 0;
  if (results->total > 0 && !results->relaxed && results->word_count > 1 && !other.has_match) {
    other.match = SEARCH_MATCH_ALL;
    other.has_match = true;
  }
  return other;
}

void links_put_value(const struct call *call, request_text which, sse_str value) {
  struct request request = links_plain(call);
  char *copy = sse_copy(value); /* left out if memory is short */
  const bool has_link = copy && request_may_be(which, value);
  request.texts[which] = copy;
  if (has_link) {
    answer_put(call, "<a");
    links_put_href(call, "", &request);
    answer_put(call, ">");
  }
  if (copy) render_name(call->out, copy);
  if (has_link) answer_put(call, "</a>");
  free(copy);
}

struct request links_without_filters(const struct call *call) {
  struct request other = *call->request;
  for (size_t i = 0; i < REQUEST_FILTERS; i++)
    other.texts[request_filter_texts[i]] = NULL;
  other.offset = 0;
  if (other.match == SEARCH_MATCH_ALL) other.has_match = false; /* it was set together with the filters */
  if (!other.has_match) other.match = SEARCH_MATCH_AUTO;
  return other;
}
