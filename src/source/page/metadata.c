/* What a page says of itself: the best candidate of each field.
 * A date that cannot be read and an address that is only a site's are the last resort.
 * Tags are collected up to a limit. */
#include "source/page/metadata.h"
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

static void offer(page_metadata *metadata, field which, int rank, sse_str text) {
  if (text.length == 0) return;
  bool is_relative = which == FIELD_URL && !sse_url_is_web(text);
  int *best = is_relative ? &metadata->relative_rank : &metadata->ranks[which];
  sse_buffer *kept = is_relative ? &metadata->relative : &metadata->fields.raw[which];
  rank = rank_of(which, rank, text);
  if (rank <= *best) return;
  *best = rank;
  sse_buffer_clear(kept);
  sse_buffer_append_str(kept, text);
}

void metadata_offer(page_metadata *metadata, field which, int rank, sse_str text) {
  sse_buffer whole = {0};
  text = sse_str_trim(text);
  bool lacks_scheme = which == FIELD_URL && text.length > 2 && sse_str_begins(text, "//");
  if (lacks_scheme) {
    sse_buffer_append_text(&whole, "https:");
    sse_buffer_append_str(&whole, text);
  }
  offer(metadata, which, rank, lacks_scheme ? sse_buffer_str(&whole) : text);
  if (whole.failed) metadata->fields.raw[which].failed = true;
  sse_buffer_reset(&whole);
}

void metadata_offer_text(page_metadata *metadata, field which, int rank, const char *text) {
  metadata_offer(metadata, which, rank, sse_str_of(text));
}

sse_status metadata_offer_html(page_metadata *metadata, field which, int rank, const char *html,
                               sse_error *err) {
  sse_buffer text = {0};
  sse_status status = html ? html_text(sse_str_of(html), &text, err) : SSE_OK;
  if (!status) metadata_offer(metadata, which, rank, sse_buffer_str(&text));
  sse_buffer_reset(&text);
  return status == SSE_TOO_LARGE ? SSE_OK : status; /* no headline is that long */
}

void metadata_offer_author(page_metadata *metadata, int rank, sse_str names, field_form form) {
  authors_append(&metadata->authors[rank].names, names, form);
}

sse_status metadata_offer_author_html(page_metadata *metadata, int rank, const char *names, field_form form,
                                      sse_error *err) {
  sse_buffer text = {0};
  sse_status status = names ? html_text(sse_str_of(names), &text, err) : SSE_OK;
  if (!status) metadata_offer_author(metadata, rank, sse_buffer_str(&text), form);
  sse_buffer_reset(&text);
  return status == SSE_TOO_LARGE ? SSE_OK : status; /* no name is that long */
}

/* The length of the separator of tags at `at`; 0 if there is none. */
static size_t tag_separator(const char *at) {
  static const char *const separators[] = {",", ";", "、", "，", "；", "،"};
  for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
    if (strncmp(at, separators[i], strlen(separators[i])) == 0) return strlen(separators[i]);
  return 0;
}

void metadata_add_tags(page_metadata *metadata, const char *tags) {
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
    bool fits = tag.length > 0 && tag.length <= LONGEST && metadata->fields.raw[FIELD_TAGS].length < MOST;
    if (fits) fields_add_tag(&metadata->fields, tag);
  }
}

bool metadata_have_failed(const page_metadata *metadata) {
  for (int i = 0; i < FACTS_AUTHOR_RANKS; i++)
    if (metadata->authors[i].names.failed) return true;
  return fields_have_failed(&metadata->fields) || metadata->descriptions.failed ||
         metadata->article_body.failed || metadata->embedded.failed || metadata->page_title.failed ||
         metadata->shared_title.failed || metadata->next.failed || metadata->relative.failed ||
         metadata->listed.failed;
}

void metadata_reset(page_metadata *metadata) {
  fields_reset(&metadata->fields);
  for (int i = 0; i < FACTS_AUTHOR_RANKS; i++)
    sse_buffer_reset(&metadata->authors[i].names);
  sse_buffer_reset(&metadata->descriptions);
  sse_buffer_reset(&metadata->article_body);
  sse_buffer_reset(&metadata->embedded);
  sse_buffer_reset(&metadata->page_title);
  sse_buffer_reset(&metadata->shared_title);
  sse_buffer_reset(&metadata->listed);
  sse_buffer_reset(&metadata->next);
  sse_buffer_reset(&metadata->relative);
  *metadata = (page_metadata){0};
}
