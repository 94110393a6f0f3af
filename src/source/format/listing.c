/* The listing layout: a page of news under month headings, like publishers' archive pages saved as text. A
 * numbered headline begins an item; a date and an address on their own lines after it are the item's, the
 * rest is its summary. A month heading dates the items below it that have no date themselves. */
#include "base/date.h"
#include "base/url.h"
#include "source/format/readers.h"

#include <stdlib.h>

struct listing {
  struct reader *reader;
  sse_buffer page;  /* the page's first line: the label of its items */
  sse_date heading; /* the month or year above the items */
  size_t indent;    /* of the last headline; deeper lines belong to its item */
  bool blank;       /* the line before was empty */
  bool open;        /* an item has begun: its headline, which was read with the item before, is `next` */
  bool in_title;    /* the headline may continue in the next line */
  bool found;       /* an item was found */
  sse_buffer next;
  size_t next_line;
  sse_date date; /* of the current item */
};

/* The length of a number at the start of `text`, "12. " or "12) "; 0 if there is none. */
static size_t number_length(sse_str text) {
  const size_t digits = sse_digits_end(text, 0);
  if (digits == 0 || digits > 4 || digits + 1 > text.length) return 0;
  if (text.data[digits] != '.' && text.data[digits] != ')') return 0;
  if (digits + 1 < text.length && text.data[digits + 1] != ' ' && text.data[digits + 1] != '\t') return 0;
  return digits + 1;
}

/* A line that is a month or a year and nothing else. */
static bool heading_parse(sse_str text, sse_date *date) {
  sse_date read;
  if (text.length == 4 && sse_date_parse(text, date)) return true;
  if (!source_date_parse(text, &read) || read.day != 0) return false;
  *date = read;
  return true;
}

/* Stores the headline of the item that begins. */
static void item_begin(struct listing *listing, size_t indent, sse_str headline) {
  sse_buffer_clear(&listing->next);
  sse_buffer_append_str(&listing->next, headline);
  listing->next_line = reader_line_number(listing->reader);
  listing->indent = indent;
  listing->open = true;
}

/* A line that is neither heading nor headline, of the open item. */
static sse_status item_line(struct listing *listing, struct part *part, sse_str text, sse_error *err) {
  sse_buffer *raw = part->fields.raw;
  bool before_body = raw[FIELD_BODY].length == 0;
  if (before_body && listing->date.year == 0 && source_date_parse(text, &listing->date)) {
    listing->in_title = false;
  } else if (before_body && raw[FIELD_URL].length == 0 && sse_url_is_web(text)) {
    sse_buffer_append_str(&raw[FIELD_URL], text);
    listing->in_title = false;
  } else if (listing->in_title && !listing->blank) {
    return reader_append(listing->reader, &raw[FIELD_TITLE], " ", text, err);
  } else {
    listing->in_title = false;
    return reader_append(listing->reader, &raw[FIELD_BODY], listing->blank ? "\n" : " ", text, err);
  }
  return SSE_OK;
}

/* Gives an item without a date that of its heading. */
static void date_item(const struct listing *listing, struct part *part) {
  char date[SSE_DATE_SIZE];
  sse_buffer *raw = &part->fields.raw[FIELD_DATE];
  sse_date_format(listing->date.year ? listing->date : listing->heading, date);
  if (raw->length == 0) sse_buffer_append_text(raw, date);
}

/* Sets `*ends` if the line ends the current item. */
static sse_status listing_line(struct listing *listing, struct part *part, sse_str line, bool *ends,
                               sse_error *err) {
  sse_str text = sse_str_trim(line);
  sse_status status = SSE_OK;
  if (text.length == 0) {
    listing->blank = true;
    return SSE_OK;
  }
  size_t indent = sse_blanks_end(line, 0);
  bool outside = !listing->open || indent <= listing->indent;
  size_t number = outside ? number_length(text) : 0;
  sse_date heading;
  if (outside && heading_parse(text, &heading)) {
    *ends = listing->open;
    listing->open = false;
    if (*ends) date_item(listing, part); /* the new heading applies to the items after it */
    listing->heading = heading;
  } else if (number > 0) {
    *ends = listing->open;
    item_begin(listing, indent, sse_str_trim(sse_str_part(text, number, text.length)));
  } else if (listing->open) {
    status = item_line(listing, part, text, err);
  } else if (listing->page.length == 0) {
    sse_buffer_append_str(&listing->page, text);
  }
  listing->blank = false;
  return status;
}

/* Completes the current item, which is ended by the end of the file, a heading or the next headline. */
static part_outcome item_end(struct listing *listing, struct part *part, sse_error *err) {
  sse_buffer *raw = part->fields.raw;
  listing->found = true;
  date_item(listing, part);
  sse_buffer_append_str(&raw[FIELD_SOURCE], sse_buffer_str(&listing->page));
  if (listing->next.failed || listing->page.failed) {
    (void)sse_fail_memory(err);
    return PART_BAD;
  }
  if (raw[FIELD_TITLE].length > 0) return PART;
  (void)reader_fail(listing->reader, part, SSE_INVALID, "the item has no headline", err);
  return PART_BAD;
}

/* Starts the part with the headline that was read last. */
static void take_headline(struct listing *listing, struct part *part) {
  part->line = listing->next_line;
  sse_buffer_append_str(&part->fields.raw[FIELD_TITLE], sse_buffer_str(&listing->next));
  listing->date = (sse_date){0};
  listing->in_title = true;
}

static part_outcome next_item(void *context, struct part *part, sse_error *err) {
  struct listing *listing = context;
  bool ends = false, more = true, was_open = listing->open;
  if (was_open) take_headline(listing, part);
  for (;;) {
    sse_str line;
    sse_status status = reader_next(listing->reader, &line, &more, err);
    if (status) return PART_CUT;
    if (!more) break;
    status = listing_line(listing, part, line, &ends, err);
    if (status) return PART_CUT;
    if (ends) return item_end(listing, part, err);
    if (listing->open && !was_open) take_headline(listing, part);
    was_open = listing->open;
  }
  if (listing->open) {
    listing->open = false;
    return item_end(listing, part, err);
  }
  if (listing->found) return PART_END;
  (void)sse_fail(err, SSE_INVALID, "%s: has no numbered headline, so no item", listing->reader->path);
  return PART_CUT;
}

static void close_listing(void *context) {
  struct listing *listing = context;
  sse_buffer_reset(&listing->page);
  sse_buffer_reset(&listing->next);
  free(listing);
}

/* Finds the next line of `rest` that is not empty, trimmed, and moves `rest` past it. */
static sse_str next_text(sse_str *rest) {
  sse_str text = {0};
  while (rest->length > 0 && text.length == 0) {
    size_t end = 0;
    while (end < rest->length && rest->data[end] != '\n')
      end++;
    text = sse_str_trim(sse_str_part(*rest, 0, end));
    *rest = sse_str_part(*rest, end < rest->length ? end + 1 : end, rest->length);
  }
  return text;
}

/* A listing is a file with a month heading whose next line is a numbered headline. */
bool listing_detect(sse_str beginning) {
  bool after_heading = false;
  sse_str rest = beginning;
  for (sse_str text = next_text(&rest); text.length > 0; text = next_text(&rest)) {
    sse_date heading;
    if (after_heading && number_length(text) > 0) return true;
    after_heading = text.length < 64 && heading_parse(text, &heading);
  }
  return false;
}

sse_status listing_open(struct reader *reader, struct parts *parts, sse_error *err) {
  struct listing *listing = calloc(1, sizeof *listing);
  if (!listing) return sse_fail_memory(err);
  listing->reader = reader;
  listing->blank = true;
  *parts = (struct parts){.context = listing, .next = next_item, .close = close_listing};
  /* cppcheck-suppress memleak ; it is closed with the parts */
  return SSE_OK;
}
