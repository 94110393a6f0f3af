/* The listing layout: a page of news under month headings, as publishers' archive pages read when saved as
 * text. A numbered headline begins an item; a date and an address that stand alone behind it are the item's,
 * the rest is its summary. A month heading dates the items below it that have no date of their own. */
#include "source/reader.h"

struct listing {
  struct reader *reader;
  sse_buffer page;  /* the page's first line: the label of its items */
  sse_date heading; /* the month or year the items stand under */
  size_t indent;    /* of the last headline; deeper lines belong to its item */
  bool open;        /* an item has begun */
  bool blank;       /* the line before was empty */
  bool in_title;    /* the headline may go on in the next line */
  sse_buffer title;
  sse_buffer body;
  sse_buffer url;
  sse_date date;
};

static size_t indent_of(sse_str line) {
  size_t indent = 0;
  while (indent < line.length && (line.data[indent] == ' ' || line.data[indent] == '\t'))
    indent++;
  return indent;
}

/* Where `text` begins like "12. " or "12) ", returns the length of that, else 0. */
static size_t number_length(sse_str text) {
  size_t digits = 0;
  while (digits < text.length && text.data[digits] >= '0' && text.data[digits] <= '9')
    digits++;
  if (digits == 0 || digits > 4 || digits + 1 > text.length) return 0;
  if (text.data[digits] != '.' && text.data[digits] != ')') return 0;
  if (digits + 1 < text.length && text.data[digits + 1] != ' ' && text.data[digits + 1] != '\t') return 0;
  return digits + 1;
}

/* A line that is a month or a year and nothing else. */
static bool heading_parse(sse_str text, sse_date *date) {
  sse_date read;
  if (!source_date_parse(text, &read) || read.day != 0) return false;
  *date = read;
  return true;
}

static sse_status item_end(struct listing *listing, sse_error *err) {
  if (!listing->open) return SSE_OK;
  listing->open = false;
  if (listing->title.failed || listing->url.failed || listing->page.failed) return sse_fail_memory(err);
  if (listing->title.length == 0) {
    reader_skip(listing->reader, "the item before this line has no headline");
    return SSE_OK;
  }
  source_item item = {.title = sse_buffer_str(&listing->title),
                      .body = sse_buffer_str(&listing->body),
                      .date = listing->date.year ? listing->date : listing->heading,
                      .url = sse_buffer_str(&listing->url),
                      .source = sse_buffer_str(&listing->page)};
  return reader_item(listing->reader, &item, err);
}

static sse_status item_begin(struct listing *listing, size_t indent, sse_str headline, sse_error *err) {
  sse_status status = item_end(listing, err);
  sse_buffer_clear(&listing->title);
  sse_buffer_clear(&listing->body);
  sse_buffer_clear(&listing->url);
  sse_buffer_append_str(&listing->title, headline);
  listing->date = (sse_date){0};
  listing->indent = indent;
  listing->open = true;
  listing->in_title = true;
  return status;
}

/* A line that is neither heading nor headline, of the open item. */
static sse_status item_line(struct listing *listing, sse_str text, sse_error *err) {
  bool before_body = listing->body.length == 0;
  if (before_body && listing->date.year == 0 && source_date_parse(text, &listing->date)) {
    listing->in_title = false;
  } else if (before_body && listing->url.length == 0 && sse_url_is_web(text)) {
    sse_buffer_append_str(&listing->url, text);
    listing->in_title = false;
  } else if (listing->in_title && !listing->blank) {
    return reader_append(listing->reader, &listing->title, " ", text, err);
  } else {
    listing->in_title = false;
    return reader_append(listing->reader, &listing->body, listing->blank ? "\n" : " ", text, err);
  }
  return SSE_OK;
}

static sse_status listing_line(struct listing *listing, sse_str line, sse_error *err) {
  sse_str text = sse_str_trim(line);
  sse_status status = SSE_OK;
  if (text.length == 0) {
    listing->blank = true;
    return SSE_OK;
  }
  size_t indent = indent_of(line);
  bool outside = !listing->open || indent <= listing->indent;
  size_t number = outside ? number_length(text) : 0;
  sse_date heading;
  if (outside && heading_parse(text, &heading)) {
    status = item_end(listing, err);
    listing->heading = heading;
  } else if (number > 0) {
    status = item_begin(listing, indent, sse_str_trim(sse_str_part(text, number, text.length)), err);
  } else if (listing->open) {
    status = item_line(listing, text, err);
  } else if (listing->page.length == 0) {
    sse_buffer_append_str(&listing->page, text);
  }
  listing->blank = false;
  return status;
}

/* Finds the next line of `rest` that is not empty, trimmed, and moves `rest` behind it. */
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

sse_status listing_read(struct reader *reader, sse_error *err) {
  struct listing listing = {.reader = reader, .blank = true};
  sse_status status;
  for (;;) {
    sse_str line;
    bool more;
    status = reader_next(reader, &line, &more, err);
    if (status || !more) break;
    status = listing_line(&listing, line, err);
    if (status) break;
  }
  if (!status) status = item_end(&listing, err);
  if (!status && reader->report->items == 0 && reader->report->skipped == 0)
    status = sse_fail(err, SSE_INVALID, "%s: has no numbered headline, so no item", reader->path);
  sse_buffer_reset(&listing.page);
  sse_buffer_reset(&listing.title);
  sse_buffer_reset(&listing.body);
  sse_buffer_reset(&listing.url);
  return status;
}
