/* What a page says of itself: the best candidate of each field.
 * A date that cannot be read and an address that is only a site's are the last resort.
 * Tags are gathered, within reason. */
#include "source/page/facts.h"
#include "base/url.h"
#include "source/page/html.h"
#include "source/source.h"

#include <string.h>

static int rank_of(field which, int rank, sse_str text) {
  sse_date date;
  if (which == FIELD_DATE && (!source_date_read(text, &date) || date.day == 0)) return 1;
  if (which == FIELD_URL && sse_url_is_root(text)) return 1;
  return rank;
}

void facts_offer(page_facts *facts, field which, int rank, sse_str text) {
  text = sse_str_trim(text);
  if (text.length == 0) return;
  rank = rank_of(which, rank, text);
  if (rank <= facts->ranks[which]) return;
  facts->ranks[which] = rank;
  sse_buffer_clear(&facts->fields.raw[which]);
  sse_buffer_append_str(&facts->fields.raw[which], text);
}

void facts_offer_text(page_facts *facts, field which, int rank, const char *text) {
  facts_offer(facts, which, rank, sse_str_of(text));
}

sse_status facts_offer_html(page_facts *facts, field which, int rank, const char *html, sse_error *err) {
  sse_buffer text = {0};
  sse_status status = html ? html_text(sse_str_of(html), &text, err) : SSE_OK;
  if (!status) facts_offer(facts, which, rank, sse_buffer_str(&text));
  sse_buffer_reset(&text);
  return status == SSE_TOO_LARGE ? SSE_OK : status; /* no headline is so long */
}

void facts_add_tags(page_facts *facts, const char *tags) {
  enum { LONGEST = 60, MOST = 2000 }; /* bytes of a tag, and of all: some pages list their whole dictionary */
  sse_str tag;
  for (size_t position = 0; tags && sse_str_next(sse_str_of(tags), ',', &position, &tag);) {
    tag = sse_str_trim(tag);
    bool fits = tag.length > 0 && tag.length <= LONGEST && facts->fields.raw[FIELD_TAGS].length < MOST;
    if (fits) fields_add_tag(&facts->fields, tag);
  }
}

bool facts_have_failed(const page_facts *facts) {
  return fields_have_failed(&facts->fields) || facts->description.failed || facts->article_body.failed ||
         facts->page_title.failed || facts->next.failed;
}

void facts_reset(page_facts *facts) {
  fields_reset(&facts->fields);
  sse_buffer_reset(&facts->description);
  sse_buffer_reset(&facts->article_body);
  sse_buffer_reset(&facts->page_title);
  sse_buffer_reset(&facts->next);
  *facts = (page_facts){0};
}
