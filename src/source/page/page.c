/* The reader of pages: parses, and asks whether the page is an article or a list.
 * A page is taken whole, since what it is shows only at its end; its size is bounded.
 * A list of more headlines than can be taken is cut off, and says so. */
#include "source/format/readers.h"
#include "source/page/article.h"
#include "source/page/list.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct page {
  struct reader *reader;
  htmlDocPtr document;
  struct fields article; /* what the page says as one item */
  struct list list;
  size_t next; /* of the list's items or, for an article, 1 once it was given */
};

static part_outcome next_listed(struct page *page, struct part *part, sse_error *err) {
  const struct list *list = &page->list;
  if (page->next < list->count) {
    list_item(list, page->next++, &part->fields);
    part->number = page->next;
    return PART;
  }
  if (list->more == 0) return PART_END;
  (void)sse_fail(err, SSE_TOO_LARGE, "%s: lists more than %zu headlines; %zu are left out",
                 page->reader->path, list->count, list->more);
  return PART_CUT;
}

static part_outcome next_item(void *context, struct part *part, sse_error *err) {
  struct page *page = context;
  if (page->list.count > 0) return next_listed(page, part, err);
  if (page->next++ > 0) return PART_END;
  for (int i = 0; i < FIELD_COUNT; i++) {
    sse_buffer_append_str(&part->fields.raw[i], sse_buffer_str(&page->article.raw[i]));
    if (page->article.raw[i].failed) part->fields.raw[i].failed = true;
  }
  /* A page that does not say where it is, is where it was found. */
  if (part->fields.raw[FIELD_URL].length == 0 && page->reader->base)
    sse_buffer_append_text(&part->fields.raw[FIELD_URL], page->reader->base);
  return PART;
}

static void close_page(void *context) {
  struct page *page = context;
  list_reset(&page->list);
  fields_reset(&page->article);
  xmlFreeDoc(page->document);
  free(page);
}

static sse_status parse(struct page *page, sse_error *err) {
  sse_buffer bytes = {0}, text = {0};
  bool is_article = false;
  size_t *repaired = &page->reader->account->report->repaired;
  sse_status status = reader_all(page->reader, HTML_LONGEST, &bytes, err);
  if (!status) status = text_clean(sse_buffer_str(&bytes), &text, repaired, err);
  if (!status) {
    page->document = html_parse(sse_buffer_str(&text));
    if (!page->document) status = sse_fail_memory(err);
  }
  sse_buffer_reset(&bytes);
  sse_buffer_reset(&text);
  if (!status) status = article_read(page->document, &page->article, &is_article, err);
  if (!status && !is_article) status = list_find(page->reader, page->document, &page->list, err);
  return status;
}

sse_status page_open(struct reader *reader, struct parts *parts, sse_error *err) {
  struct page *page = calloc(1, sizeof *page);
  if (!page) return sse_fail_memory(err);
  page->reader = reader;
  sse_status status = parse(page, err);
  if (status) {
    close_page(page);
  } else {
    *parts = (struct parts){page, next_item, close_page};
  }
  return status;
}

bool page_detect(sse_str beginning) {
  static const char *const signs[] = {"<!doctype html", "<html", "<head", "<body"};
  sse_str text = sse_str_trim(beginning);
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    size_t length = strlen(signs[i]);
    if (text.length >= length && strncasecmp(text.data, signs[i], length) == 0) return true;
    /* XHTML has an XML declaration in front, others a comment. */
    if (text.length > length && text.data[0] == '<' && (text.data[1] == '?' || text.data[1] == '!') &&
        memmem(text.data, text.length < 2048 ? text.length : 2048, signs[i], length))
      return true;
  }
  return false;
}
