/* Sitemaps (https://www.sitemaps.org/protocol.html), in XML, with news elements (schemas/sitemap-news) and
 * links to translations (hreflang), or as text, one address per line; and lists of sitemaps, which the caller
 * reads. Entries are passed on from the newest to the oldest, since a run may not get to all of them. */
#include "base/url.h"
#include "base/utf8.h"
#include "source/format/readers.h"
#include "source/format/records_markup.h"
#include "source/format/repair.h"
#include "source/format/tags.h"
#include "source/page/html.h"

#include <stdlib.h>
#include <string.h>

enum { ENTRIES_MOST = 200000, LINKS_LONGEST = 16384 /* of an entry, in bytes */ };

/* The elements of an entry that are stored. */
enum text { LOC, CHANGED, PUBLISHED, TITLE, LANGUAGE, KEYWORDS, TEXTS, NO_TEXT = -1 };

static const struct {
  const char *name;
  int text;
  bool is_news; /* in the namespace of news; else in that of sitemaps */
} elements[] = {{"loc", LOC, false},    {"lastmod", CHANGED, false},  {"publication_date", PUBLISHED, true},
                {"title", TITLE, true}, {"language", LANGUAGE, true}, {"keywords", KEYWORDS, true}};

struct entry {
  sse_str texts[TEXTS]; /* until all are read, their offsets are in `starts` */
  size_t starts[TEXTS];
  size_t links_start, links_length; /* addresses of translations, one per line */
  size_t number;                    /* position in the file */
};

struct sitemap {
  struct reader *reader;
  repairer *repair;
  sse_buffer text, links; /* of all entries */
  struct entry *entries;
  size_t count, capacity, next, left_out;
  bool is_index;
  bool is_one, is_whole; /* the root element is that of a sitemap; it has ended */
};

/* The position of the reader in the file. */
struct place {
  sse_buffer prefix, news; /* prefixes of sitemap elements and of news elements */
  sse_buffer extension;    /* the open child of an entry that is not a sitemap element; empty for none */
  bool is_news;            /* that child is a news element */
  struct entry *entry;
  int which; /* the open text */
  sse_buffer element;
};

/* ---- Names --------------------------------------------------------------------------------------- */

static bool is_named(sse_str name, const char *wanted) {
  return sse_str_is(tags_local_name(name), wanted);
}

static sse_str prefix_of(sse_str name) {
  size_t local = tags_local_name(name).length;
  return local < name.length ? sse_str_part(name, 0, name.length - local - 1) : (sse_str){0};
}

static void set(sse_buffer *buffer, sse_str text) {
  sse_buffer_clear(buffer);
  sse_buffer_append_str(buffer, text);
}

/* Records the prefix that a well-formed start tag declares for the news namespace, whose address is written
 * in several ways. */
static void note_namespace(struct place *place, sse_str tag) {
  static const char space[] = "sitemap-news", declares[] = "xmlns";
  for (size_t at = 0; at < tag.length;) {
    const char *found = memmem(tag.data + at, tag.length - at, space, sizeof space - 1);
    if (!found) return;
    at = (size_t)(found - tag.data) + sizeof space - 1;
    size_t end = (size_t)(found - tag.data);
    while (end > 0 && !strchr("\"'", tag.data[end]))
      end--;
    while (end > 0 && (strchr("\"'=", tag.data[end]) || sse_is_space(tag.data[end])))
      end--;
    size_t start = ++end;
    while (start > 0 && !sse_is_space(tag.data[start - 1]))
      start--;
    sse_str name = sse_str_part(tag, start, end);
    if (sse_str_is(name, declares)) sse_buffer_clear(&place->news);
    if (sse_str_is(prefix_of(name), declares)) set(&place->news, tags_local_name(name));
  }
}

/* Which text of an entry an element in this place holds. Images and videos have their own addresses, titles
 * and dates, which are not the page's. */
static int text_of(const struct place *place, sse_str name) {
  sse_str prefix = prefix_of(name), local = tags_local_name(name);
  bool is_inside = place->extension.length > 0;
  bool is_own = !is_inside && sse_str_equal(prefix, sse_buffer_str(&place->prefix));
  bool is_news =
      sse_str_equal(prefix, sse_buffer_str(&place->news)) && (is_inside ? place->is_news : prefix.length > 0);
  for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
    if ((elements[i].is_news ? is_news : is_own) && sse_str_is(local, elements[i].name))
      return elements[i].text;
  return NO_TEXT;
}

/* ---- Reading ------------------------------------------------------------------------------------- */

/* Adds an entry without texts; entries above the limit are counted. */
static sse_status begin_entry(struct sitemap *sitemap, struct place *place, sse_error *err) {
  void *entries = sitemap->entries;
  place->entry = NULL;
  place->which = NO_TEXT;
  sse_buffer_clear(&place->extension);
  if (sitemap->count == ENTRIES_MOST) {
    sitemap->left_out++;
    return SSE_OK;
  }
  if (!sse_array_reserve(&entries, &sitemap->capacity, sitemap->count + 1, sizeof *sitemap->entries))
    return sse_fail_memory(err);
  sitemap->entries = entries;
  place->entry = &sitemap->entries[sitemap->count];
  *place->entry = (struct entry){.number = sitemap->count++};
  return SSE_OK;
}

/* Begins an element of an entry; the first of its kind counts. */
static void begin_element(const struct sitemap *sitemap, struct place *place, const repair_token *token) {
  int which = text_of(place, token->name);
  if (which != NO_TEXT) {
    bool is_first = place->entry && place->entry->texts[which].length == 0 && !token->is_empty;
    place->which = is_first ? which : NO_TEXT;
    if (is_first) place->entry->starts[which] = sitemap->text.length;
    set(&place->element, token->name);
  } else if (place->which == NO_TEXT && place->extension.length == 0 && !token->is_empty &&
             !sse_str_equal(prefix_of(token->name), sse_buffer_str(&place->prefix))) {
    set(&place->extension, token->name);
    place->is_news = sse_str_equal(prefix_of(token->name), sse_buffer_str(&place->news));
  }
}

/* Takes the address of a translation; the page's own address is among those, too. */
static sse_status take_link(struct sitemap *sitemap, const struct place *place, const repair_token *token,
                            sse_error *err) {
  struct entry *entry = place->entry;
  sse_str language = records_markup_attribute(token, "hreflang");
  bool is_one = sse_str_is(records_markup_attribute(token, "rel"), "alternate") && language.length > 0 &&
                !sse_str_is(language, "x-default");
  if (!entry || !is_one || entry->links_length > LINKS_LONGEST) return SSE_OK;
  if (entry->links_length == 0) entry->links_start = sitemap->links.length;
  sse_status status = html_text(records_markup_attribute(token, "href"), &sitemap->links, err);
  sse_buffer_append_text(&sitemap->links, "\n");
  entry->links_length = sitemap->links.length - entry->links_start;
  return status;
}

static void end_element(struct sitemap *sitemap, struct place *place, sse_str name) {
  if (is_named(name, "urlset") || is_named(name, "sitemapindex")) sitemap->is_whole = true;
  if (sse_str_equal(name, sse_buffer_str(&place->element))) place->which = NO_TEXT;
  if (sse_str_equal(name, sse_buffer_str(&place->extension))) sse_buffer_clear(&place->extension);
}

/* Appends the text of an element, which may come in pieces. */
static sse_status take_text(struct sitemap *sitemap, const struct place *place, sse_str xml, sse_error *err) {
  if (!place->entry || place->which == NO_TEXT) return SSE_OK;
  sse_status status = html_text(xml, &sitemap->text, err);
  place->entry->texts[place->which].length = sitemap->text.length - place->entry->starts[place->which];
  return status;
}

static sse_status take_start(struct sitemap *sitemap, struct place *place, const repair_token *token,
                             sse_error *err) {
  bool is_list = is_named(token->name, "sitemapindex");
  note_namespace(place, token->xml);
  if (is_list || is_named(token->name, "urlset")) {
    sitemap->is_index = is_list;
    sitemap->is_one = true;
    set(&place->prefix, prefix_of(token->name));
  } else if ((is_named(token->name, "url") || is_named(token->name, "sitemap")) &&
             sse_str_equal(prefix_of(token->name), sse_buffer_str(&place->prefix))) {
    return begin_entry(sitemap, place, err);
  } else {
    begin_element(sitemap, place, token);
    if (is_named(token->name, "link")) return take_link(sitemap, place, token, err);
  }
  return SSE_OK;
}

static sse_status read_entries(struct sitemap *sitemap, sse_error *err) {
  struct place place = {.which = NO_TEXT};
  repair_token token;
  sse_status status = SSE_OK;
  sse_buffer_append_text(&place.news, "news");
  do {
    status = repair_next(sitemap->repair, &token, err);
    if (status) break;
    if (token.kind == REPAIR_START) status = take_start(sitemap, &place, &token, err);
    if (token.kind == REPAIR_END) end_element(sitemap, &place, token.name);
    if (token.kind == REPAIR_TEXT) status = take_text(sitemap, &place, token.xml, err);
  } while (!status && token.kind != REPAIR_STOP && token.kind != REPAIR_CUT);
  if (place.entry && place.which != NO_TEXT) sitemap->count--; /* the entry is truncated */
  bool failed = place.prefix.failed || place.news.failed || place.extension.failed || place.element.failed;
  sse_buffer_reset(&place.prefix);
  sse_buffer_reset(&place.news);
  sse_buffer_reset(&place.extension);
  sse_buffer_reset(&place.element);
  return !status && failed ? sse_fail_memory(err) : status;
}

/* Reads a sitemap that is text; a line that is not an address is counted. */
static sse_status read_lines(struct sitemap *sitemap, sse_error *err) {
  struct place place = {0};
  sse_str line;
  bool more = false;
  sse_status status;
  while (!(status = reader_next(sitemap->reader, &line, &more, err)) && more) {
    line = sse_str_trim(line);
    if (line.length > 0 && !sse_url_is_web(line))
      account_lose(sitemap->reader->account, SOURCE_NOT_TAKEN, sse_str_of("line"), "is not an address");
    if (!sse_url_is_web(line)) continue;
    status = begin_entry(sitemap, &place, err);
    if (status) return status;
    sitemap->is_one = true;
    if (!place.entry) continue;
    place.entry->starts[LOC] = sitemap->text.length;
    place.entry->texts[LOC].length = line.length;
    sse_buffer_append_str(&sitemap->text, line);
  }
  sitemap->is_whole = true;
  return status;
}

/* The date of publication is better than that of the last change. */
static sse_str date_of(const struct entry *entry) {
  return entry->texts[PUBLISHED].length > 0 ? entry->texts[PUBLISHED] : entry->texts[CHANGED];
}

/* Newer entries first; those of the same day, or without a date, in the order of the file. */
static int compare_entries(const void *left, const void *right) {
  const struct entry *a = left, *b = right;
  sse_str first = date_of(a), second = date_of(b);
  size_t length = first.length < second.length ? first.length : second.length;
  int order = length > 0 ? memcmp(second.data, first.data, length) : 0;
  if (order == 0) order = (first.length < second.length) - (first.length > second.length);
  if (order == 0) order = (a->number > b->number) - (a->number < b->number);
  return order;
}

/* Sets the texts, whose memory no longer moves, and sorts the entries. */
static void settle(struct sitemap *sitemap) {
  for (size_t i = 0; i < sitemap->count; i++) {
    struct entry *entry = &sitemap->entries[i];
    for (size_t k = 0; k < TEXTS; k++) {
      size_t start = entry->starts[k], end = start + entry->texts[k].length;
      entry->texts[k] = sse_str_trim(sse_str_part(sse_buffer_str(&sitemap->text), start, end));
    }
  }
  if (sitemap->count > 0) qsort(sitemap->entries, sitemap->count, sizeof *sitemap->entries, compare_entries);
}

/* ---- Entries -------------------------------------------------------------------------------------- */

/* Appends a part of an address in readable form: %XX decoded if the result is text, and spaces for the
 * characters that replace them. */
static void append_words(sse_str part, sse_buffer *title) {
  sse_buffer plain = {0};
  bool is_text = true;
  for (size_t i = 0; i < part.length; i++) {
    int escaped = sse_url_escape(part, i);
    char c = part.data[i];
    if (escaped >= 0) {
      c = (char)escaped;
      i += 2;
    }
    if ((unsigned char)c < ' ') is_text = false;
    sse_buffer_append(&plain, c != '\0' && strchr("-_+", c) ? " " : &c, 1);
  }
  if (plain.failed) title->failed = true;
  is_text = is_text && sse_utf8_valid(sse_buffer_str(&plain)) == plain.length;
  sse_buffer_append_str(title, is_text ? sse_buffer_str(&plain) : part);
  sse_buffer_reset(&plain);
}

/* The name in a part of an address, without its extension; none for a number, an index page, or a program
 * whose query selects the page. */
static sse_str name_of(sse_str part, bool has_query) {
  const char *dot = part.length > 0 ? memrchr(part.data, '.', part.length) : NULL;
  bool has_ending = dot && dot > part.data;
  bool is_page =
      has_ending && sse_str_begins((sse_str){dot, part.length - (size_t)(dot - part.data)}, ".htm");
  if (has_ending) part.length = (size_t)(dot - part.data);
  if (sse_str_is(part, "index") || (has_query && has_ending && !is_page)) return (sse_str){0};
  for (size_t i = 0; i < part.length; i++)
    if (sse_is_letter(part.data[i]) || (unsigned char)part.data[i] >= 0x80) return part;
  return (sse_str){0};
}

static bool has_words(sse_str name) {
  for (size_t i = 0; i < name.length; i++)
    if (strchr("-_+%", name.data[i])) return true;
  return false;
}

/* Makes a headline of the last part of an address ("/2023/dairy-workers.html") or, if that is not a name, of
 * the last earlier part with several words; if there is none, the address is the headline. */
static void append_slug(sse_str address, sse_buffer *title) {
  sse_str authority = sse_url_authority(address), name = {0};
  size_t start = authority.data ? (size_t)(authority.data - address.data) : 0;
  size_t root = start + authority.length, end = root;
  while (end < address.length && !strchr("?#", address.data[end]))
    end++;
  bool is_above = false, has_query = end < address.length && address.data[end] == '?';
  size_t first = title->length;
  while (end > root && name.length == 0) {
    size_t slash = end;
    while (slash > root && address.data[slash - 1] != '/')
      slash--;
    name = name_of(sse_str_part(address, slash, end), has_query);
    if (is_above && !has_words(name)) name.length = 0;
    is_above = true;
    has_query = false;
    end = slash > root ? slash - 1 : root;
  }
  if (name.length > 0) {
    append_words(name, title);
  } else {
    sse_buffer_append_str(title, sse_str_part(address, start, address.length));
  }
  if (title->failed || title->length == first || name.length == 0) return;
  char *letter = title->data + first;
  if (sse_is_lower(*letter)) *letter = (char)(*letter & ~0x20);
}

/* A home page is not an article, unless the sitemap has a headline for it. */
static bool is_wanted(const struct sitemap *sitemap, const struct entry *entry) {
  const char *match = sitemap->reader->options->match;
  sse_str address = entry->texts[LOC];
  if (sse_url_is_root(address) && entry->texts[TITLE].length == 0) return false;
  return address.length > 0 && (!match || memmem(address.data, address.length, match, strlen(match)));
}

static void fill(const struct sitemap *sitemap, const struct entry *entry, struct fields *fields) {
  const struct {
    field field;
    sse_str text;
  } kept[] = {{FIELD_ID, entry->texts[LOC]},        {FIELD_URL, entry->texts[LOC]},
              {FIELD_DATE, date_of(entry)},         {FIELD_TITLE, entry->texts[TITLE]},
              {FIELD_LANG, entry->texts[LANGUAGE]}, {FIELD_TAGS, entry->texts[KEYWORDS]}};
  for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
    sse_buffer_append_str(&fields->raw[kept[i].field], kept[i].text);
  sse_buffer_append_str(&fields->raw[FIELD_TRANSLATIONS],
                        sse_str_part(sse_buffer_str(&sitemap->links), entry->links_start,
                                     entry->links_start + entry->links_length));
  if (entry->texts[TITLE].length == 0) append_slug(entry->texts[LOC], &fields->raw[FIELD_TITLE]);
}

static part_outcome next_entry(void *context, struct part *part, sse_error *err) {
  struct sitemap *sitemap = context;
  while (sitemap->next < sitemap->count) {
    const struct entry *entry = &sitemap->entries[sitemap->next++];
    if (sitemap->is_index) {
      reader_add_further(sitemap->reader, entry->texts[LOC]);
    } else if (is_wanted(sitemap, entry)) {
      fill(sitemap, entry, &part->fields);
      part->number = entry->number + 1;
      return PART;
    }
  }
  if (sitemap->left_out == 0 && (sitemap->is_whole || sitemap->is_index)) return PART_END;
  if (sitemap->left_out == 0) {
    (void)sse_fail(err, SSE_INVALID, "%s: ends in the middle", sitemap->reader->path);
    return PART_CUT;
  }
  (void)sse_fail(err, SSE_TOO_LARGE, "%s: has more than %d entries; %zu are left out", sitemap->reader->path,
                 ENTRIES_MOST, sitemap->left_out);
  return PART_CUT;
}

static void close_sitemap(void *context) {
  struct sitemap *sitemap = context;
  repair_free(sitemap->repair);
  sse_buffer_reset(&sitemap->text);
  sse_buffer_reset(&sitemap->links);
  free(sitemap->entries);
  free(sitemap);
}

sse_status sitemap_open(struct reader *reader, struct parts *parts, sse_error *err) {
  struct sitemap *sitemap = calloc(1, sizeof *sitemap);
  if (!sitemap) return sse_fail_memory(err);
  sitemap->reader = reader;
  sse_str text = sse_str_trim(sse_utf8_without_mark(reader_beginning(reader)));
  bool is_xml = text.length > 0 && text.data[0] == '<';
  sse_status status =
      is_xml ? repair_new(reader_read, reader, &sitemap->repair, err) : read_lines(sitemap, err);
  if (!status && is_xml) status = read_entries(sitemap, err);
  if (!status && (sitemap->text.failed || sitemap->links.failed)) status = sse_fail_memory(err);
  if (!status && !sitemap->is_one) status = sse_fail(err, SSE_INVALID, "%s: is not a sitemap", reader->path);
  if (status) {
    close_sitemap(sitemap);
    return status;
  }
  settle(sitemap);
  *parts = (struct parts){.context = sitemap, .next = next_entry, .close = close_sitemap};
  return SSE_OK;
}

/* Returns true if the text has the start tag of an element, with any prefix. */
static bool has_tag(sse_str text, const char *name) {
  size_t length = strlen(name);
  for (size_t i = 1; i + length <= text.length; i++)
    if (strchr("<:", text.data[i - 1]) && memcmp(text.data + i, name, length) == 0) return true;
  return false;
}

/* Returns true for lines that are addresses on one site, at least one of them not the home page: such a file
 * is hardly anything else. The last line may be truncated. */
static bool is_text_map(sse_str beginning) {
  sse_str line, first = {0};
  bool has_page = false;
  beginning = sse_utf8_without_mark(beginning);
  for (size_t position = 0; sse_str_next(beginning, '\n', &position, &line);) {
    line = sse_str_trim(line);
    if (line.length == 0 || (first.length > 0 && position > beginning.length)) continue;
    if (!sse_url_is_web(line)) return false;
    if (first.length == 0) first = line;
    if (!sse_str_equal(sse_url_site(line), sse_url_site(first))) return false;
    has_page = has_page || !sse_url_is_root(line);
  }
  return has_page;
}

bool sitemap_detect(sse_str beginning) {
  enum { LOOKED_AT = 2048 };
  if (is_text_map(beginning)) return true;
  size_t length = beginning.length < LOOKED_AT ? beginning.length : LOOKED_AT;
  sse_str text = sse_str_trim(sse_utf8_without_mark(sse_str_part(beginning, 0, length)));
  return text.length > 0 && text.data[0] == '<' && (has_tag(text, "urlset") || has_tag(text, "sitemapindex"));
}
