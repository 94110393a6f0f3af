/* What a page says of itself: the best candidate of each field.
 * A date that cannot be read and an address that is only a site's are the last resort.
 * Tags are collected up to a limit. */
#include "source/page/facts.h"
#include "base/url.h"
#include "source/authors.h"
#include "source/page/html.h"
#include "source/source.h"

#include <string.h>

/* True for a site's address with at most a language or the name of the start page. */
static bool is_home(sse_str address) {
  static const char *const names[] = {"", "index.html", "index.htm", "index.php"};
  sse_buffer canonical = {0};
  sse_url_append_canonical(&canonical, address);
  sse_str whole = sse_buffer_str(&canonical), authority = sse_url_authority(whole);
  size_t start = authority.length > 0 ? (size_t)(authority.data + authority.length - whole.data) + 1 : 0;
  sse_str path = sse_str_part(whole, start < whole.length ? start : whole.length, whole.length);
  bool is_one = path.length == 2 || (path.length == 5 && strchr("-_", path.data[2])); /* en, pt-br */
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    is_one = is_one || sse_str_is(path, names[i]);
  sse_buffer_reset(&canonical);
  return authority.length > 0 && is_one;
}

static int rank_of(field which, int rank, sse_str text) {
  sse_date date;
  if (which == FIELD_DATE && (!source_date_read(text, &date) || date.day == 0)) return 1;
  if (which == FIELD_URL && is_home(text)) return 1;
  return rank;
}

static void offer(page_facts *facts, field which, int rank, sse_str text) {
  if (text.length == 0) return;
  bool is_relative = which == FIELD_URL && !sse_url_is_web(text);
  int *best = is_relative ? &facts->relative_rank : &facts->ranks[which];
  sse_buffer *kept = is_relative ? &facts->relative : &facts->fields.raw[which];
  rank = rank_of(which, rank, text);
  if (rank <= *best) return;
  *best = rank;
  sse_buffer_clear(kept);
  sse_buffer_append_str(kept, text);
}

void facts_offer(page_facts *facts, field which, int rank, sse_str text) {
  sse_buffer whole = {0};
  text = sse_str_trim(text);
  bool lacks_scheme = which == FIELD_URL && text.length > 2 && sse_str_begins(text, "//");
  if (lacks_scheme) {
    sse_buffer_append_text(&whole, "https:");
    sse_buffer_append_str(&whole, text);
  }
  offer(facts, which, rank, lacks_scheme ? sse_buffer_str(&whole) : text);
  if (whole.failed) facts->fields.raw[which].failed = true;
  sse_buffer_reset(&whole);
}

void facts_offer_text(page_facts *facts, field which, int rank, const char *text) {
  facts_offer(facts, which, rank, sse_str_of(text));
}

sse_status facts_offer_html(page_facts *facts, field which, int rank, const char *html, sse_error *err) {
  sse_buffer text = {0};
  sse_status status = html ? html_text(sse_str_of(html), &text, err) : SSE_OK;
  if (!status) facts_offer(facts, which, rank, sse_buffer_str(&text));
  sse_buffer_reset(&text);
  return status == SSE_TOO_LARGE ? SSE_OK : status; /* no headline is that long */
}

void facts_offer_author(page_facts *facts, int rank, sse_str names, field_form form) {
  authors_append(&facts->authors[rank].names, names, form);
}

sse_status facts_offer_author_html(page_facts *facts, int rank, const char *names, field_form form,
                                   sse_error *err) {
  sse_buffer text = {0};
  sse_status status = names ? html_text(sse_str_of(names), &text, err) : SSE_OK;
  if (!status) facts_offer_author(facts, rank, sse_buffer_str(&text), form);
  sse_buffer_reset(&text);
  return status == SSE_TOO_LARGE ? SSE_OK : status; /* no name is that long */
}

/* The length of the separator of tags at `at`; 0 if there is none. */
static size_t tag_separator(const char *at) {
  static const char *const signs[] = {",", ";", "、", "，", "；", "،"};
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (strncmp(at, signs[i], strlen(signs[i])) == 0) return strlen(signs[i]);
  return 0;
}

void facts_add_tags(page_facts *facts, const char *tags) {
  enum {
    LONGEST = 60,
    MOST = 2000
  }; /* bytes of a tag, and of all: some pages list their entire vocabulary */
  while (tags && *tags) {
    size_t length = 0;
    while (tags[length] && tag_separator(tags + length) == 0)
      length++;
    sse_str tag = sse_str_trim((sse_str){tags, length});
    tags += length;
    tags += tag_separator(tags);
    bool fits = tag.length > 0 && tag.length <= LONGEST && facts->fields.raw[FIELD_TAGS].length < MOST;
    if (fits) fields_add_tag(&facts->fields, tag);
  }
}

bool facts_have_failed(const page_facts *facts) {
  for (int i = 0; i < FACTS_AUTHOR_RANKS; i++)
    if (facts->authors[i].names.failed) return true;
  return fields_have_failed(&facts->fields) || facts->descriptions.failed || facts->article_body.failed ||
         facts->embedded.failed || facts->page_title.failed || facts->shared_title.failed ||
         facts->next.failed || facts->relative.failed || facts->listed.failed;
}

void facts_reset(page_facts *facts) {
  fields_reset(&facts->fields);
  for (int i = 0; i < FACTS_AUTHOR_RANKS; i++)
    sse_buffer_reset(&facts->authors[i].names);
  sse_buffer_reset(&facts->descriptions);
  sse_buffer_reset(&facts->article_body);
  sse_buffer_reset(&facts->embedded);
  sse_buffer_reset(&facts->page_title);
  sse_buffer_reset(&facts->shared_title);
  sse_buffer_reset(&facts->listed);
  sse_buffer_reset(&facts->next);
  sse_buffer_reset(&facts->relative);
  *facts = (page_facts){0};
}
