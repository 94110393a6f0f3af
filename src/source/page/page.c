/* The reader of pages: parses, measures, and decides whether the page is an article or a list.
 * A page is read completely, since only its end shows what it is; its size is limited.
 * If a page is both, the article is the item. */
#include "base/log.h"
#include "base/path.h"
#include "base/url.h"
#include "source/drafts.h"
#include "source/format/readers.h"
#include "source/format/tags.h"
#include "source/page/article.h"
#include "source/page/embedded.h"
#include "source/page/list.h"
#include "source/page/listed.h"
#include "source/page/names.h"
#include "source/page/pager.h"
#include "source/page/scripted.h"
#include "source/page/teasers.h"
#include "source/page/title.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct page {
  struct reader *reader;
  htmlDocPtr document;
  page_tree tree;
  page_metadata metadata;
  main_text text;
  page_list list;
  sse_buffer base; /* the base of links */
  bool is_list;
  bool is_cut; /* it has more elements than the limit */
  size_t next; /* index of the list's next item; for an article, 1 once it was returned */
};

/* ---- Items --------------------------------------------------------------------------------------- */

static part_outcome end_page(const struct page *page, sse_error *err) {
  if (!page->is_cut) return PART_END;
  (void)sse_fail(err, SSE_TOO_LARGE, "%s: has more than %d elements and attributes; the rest is left out",
                 page->reader->path, HTML_NODES_MOST);
  return PART_CUT;
}

static part_outcome next_listed(struct page *page, struct part *part, sse_error *err) {
  const page_list *list = &page->list;
  const struct fields *said = &page->metadata.fields;
  if (page->next < list->count) {
    entry_read(&page->tree, &list->entries[page->next++], &list->captions, sse_buffer_str(&page->base),
               &part->fields);
    part->number = page->next;
    bool has_source = said->raw[FIELD_SOURCE].length > 0;
    sse_buffer_append_str(&part->fields.raw[FIELD_SOURCE],
                          sse_buffer_str(has_source ? &said->raw[FIELD_SOURCE] : &page->metadata.page_title));
    sse_buffer_append_str(&part->fields.raw[FIELD_LANG], sse_buffer_str(&said->raw[FIELD_LANG]));
    part->fields.is_lang_of_page = true;
    return PART;
  }
  if (list->more == 0) return end_page(page, err);
  (void)sse_fail(err, SSE_TOO_LARGE, "%s: lists more than %zu headlines; %zu are left out",
                 page->reader->path, list->count, list->more);
  return PART_CUT;
}

/* True for an entry (microformats.org's h-entry) that does not say when it was published. */
static bool is_unpublished(const struct page *page) {
  bool is_entry = false;
  for (uint32_t i = 1; i < page->tree.count; i++) {
    const xmlNode *node = page->tree.elements[i].node;
    if (html_has_word(node, "class", "dt-published")) return false;
    is_entry = is_entry || html_has_word(node, "class", "h-entry");
  }
  return is_entry;
}

static part_outcome give_item(struct page *page, struct part *part, sse_error *err) {
  if (page->is_list) return next_listed(page, part, err);
  if (page->next++ > 0) return end_page(page, err);
  for (int i = 0; i < FIELD_COUNT; i++)
    sse_buffer_append_str(&part->fields.raw[i], sse_buffer_str(&page->metadata.fields.raw[i]));
  if (page->reader->captured && part->fields.raw[FIELD_DATE].length == 0)
    sse_buffer_append_text(&part->fields.raw[FIELD_DATE], page->reader->captured);
  part->fields.is_lang_of_page = true;
  drafts_take_path(&part->fields, page->reader->path);
  if (is_unpublished(page)) drafts_take_undated_page(&part->fields, page->reader->path);
  if (part->fields.raw[FIELD_BODY].length == 0)
    account_lose(page->reader->account, SOURCE_DROPPED, sse_str_of("text"), "none was found on the page");
  else if (page->metadata.is_description)
    account_lose(page->reader->account, SOURCE_DROPPED, sse_str_of("text"),
                 "none was found on the page, its description is used");
  return PART;
}

static part_outcome next_item(void *context, struct part *part, sse_error *err) {
  errno = 0;
  part_outcome outcome = give_item(context, part, err);
  if (errno != ENOMEM) return outcome;
  (void)sse_fail_memory(err);
  return PART_BAD;
}

/* ---- Article or list ------------------------------------------------------------------------------- */

/* True for elements that are never the article of a page that lists dated news, even if it has no other
 * text. */
static bool is_never_article(const tree_element *element) {
  return html_is(element->node, "footer") || html_is(element->node, "aside") || element->names & NAME_CONSENT;
}

/* The length of the article's paragraphs outside the list's entries. */
static uint32_t length_of_article(const struct page *page) {
  enum { SHORTEST = 80 };
  uint32_t length = 0, boilerplate_end = 0;
  for (uint32_t i = 1; i < page->tree.count; i++) {
    const tree_element *element = &page->tree.elements[i];
    bool is_around = tree_holds(&page->tree, i, page->text.core);
    bool is_boilerplate = element->names & (NAME_COMMENT | NAME_OTHER | NAME_CHROME | NAME_CONSENT);
    if (i >= boilerplate_end && is_boilerplate && (!is_around || is_never_article(element)))
      boilerplate_end = element->end;
    bool is_paragraph = element->runs > 0 && element->blocks == 0 && element->length >= SHORTEST;
    if (!is_paragraph || i < boilerplate_end || tree_link_density(element) > 0.3F) continue;
    if (!list_holds(&page->tree, &page->list, i)) length += element->length;
  }
  return length;
}

/* The length of an entry that is longer than all others together: it is the article, and the others are links
 * next to it. */
static uint32_t length_of_outlier(const page_list *list) {
  enum { TEASER_LONGEST = 1500 };
  uint32_t longest = 0;
  for (size_t i = 0; i < list->count; i++)
    if (list->entries[i].length > longest) longest = list->entries[i].length;
  bool is_one = longest * 2 > list->length && (list->count > 2 || longest > TEASER_LONGEST);
  return is_one ? longest : 0;
}

/* An address without query and fragment. */
static sse_str address_path(sse_str address) {
  size_t length = 0;
  while (length < address.length && address.data[length] != '?' && address.data[length] != '#')
    length++;
  return (sse_str){address.data, length};
}

/* True if an entry's link leads to its own place on this page. */
static bool leads_to_itself(const struct page *page, const list_entry *entry, sse_str own) {
  const char *target = entry->link ? html_target(entry->link) : NULL,
             *place = target ? strchr(target, '#') : NULL;
  const xmlNode *top = page->tree.elements[entry->top].node;
  sse_buffer address = {0};
  if (!place || !place[1]) return false;
  sse_url_resolve(sse_str_of(target), sse_buffer_str(&page->base), &address);
  sse_str path = address_path(sse_buffer_str(&address));
  bool is_here = *target == '?';
  bool is_place = path.length > 0 && sse_str_equal(path, address_path(own));
  for (const xmlNode *node = top; node && is_here && !is_place; node = html_next(node, top, true)) {
    const char *id = node->type == XML_ELEMENT_NODE ? html_attribute(node, "id") : NULL;
    is_place = id && strcmp(id, place + 1) == 0;
  }
  sse_buffer_reset(&address);
  return is_place;
}

/* True for a page about something that unfolds, such as a live report: what looks like news are its own
 * parts. */
static bool is_of_parts(const struct page *page) {
  sse_str own = sse_buffer_str(&page->metadata.fields.raw[FIELD_URL]);
  size_t count = 0;
  for (size_t i = 0; i < page->list.count; i++)
    count += leads_to_itself(page, &page->list.entries[i], own);
  return count * 2 > page->list.count;
}

/* True for a list of links to a site's sections: in a menu, or below headings that are not links. */
static bool is_of_site(const page_tree *tree, const page_list *list) {
  bool is_unlinked = list->linked * 2 < list->count;
  return list->in_menus * 2 > list->count ? !list_has_summaries(tree, list) : is_unlinked;
}

/* True if all entries are linked and dated. Blog themes call every page an article, also those that list
 * others. */
static bool is_plain_archive(const struct page *page) {
  const page_list *list = &page->list;
  return page->metadata.article_body.length == 0 && list->dated == list->count && list->linked == list->count;
}

/* True if the text above a list introduces the site or section of the list. */
static bool is_introduced(const struct page *page) {
  const char *address = page->reader->base;
  sse_str own = sse_buffer_str(&page->metadata.fields.raw[FIELD_URL]);
  return sse_url_is_root(address ? sse_str_of(address) : own) ||
         title_is_of_section(&page->tree, &page->text, &page->metadata);
}

/* True if the list is what the page is for. Dates are the strongest evidence: articles have lists of other
 * articles next to them, but seldom with dates. If the page says that it is one article, that decides. */
static bool is_list(const struct page *page) {
  enum {
    ARTICLE_LONG = 1500,
    ENTRY_WEIGHT = 45 /* weight of a dated headline, in bytes, besides its length */
  };
  const float least_share = 0.4F,
              introduced = 1.5F; /* the greatest length of other text, as a share of the list's weight */
  const page_metadata *metadata = &page->metadata;
  const page_list *list = &page->list;
  if (list->count == 0) return false;
  float length = (float)list->length, outlier = (float)length_of_outlier(list);
  float article = (float)length_of_article(page) + outlier;
  float core = page->text.container == TREE_NONE ? 0 : (float)page->tree.elements[page->text.core].length;
  float all = (float)page->tree.elements[0].length;
  bool says_article = (metadata->has_article || metadata->has_time) && !metadata->is_list;
  if (says_article && teasers_are(&page->tree, list, true)) return false;
  if (says_article && (article > 0 || !is_plain_archive(page) || length < 0.8F * core)) return false;
  bool is_dated = (float)list->dated >= 0.6F * (float)list->count;
  bool says_list = metadata->is_list || (metadata->has_list && !metadata->is_article_type);
  if (is_of_parts(page) || (!is_dated && is_of_site(&page->tree, list))) return false;
  bool is_review = list->sites * 2 > list->count && length > 200 * (float)list->count;
  if (!is_dated && is_review) return false; /* a review of things with sites of their own */
  if (says_list) return article < length;
  if (teasers_are(&page->tree, list, false)) return false;
  if (article > ARTICLE_LONG && length < 150 * (float)list->count)
    return false; /* an archive next to an article */
  float weight = length + ENTRY_WEIGHT * (float)list->count;
  float share = is_dated && is_introduced(page) ? introduced : least_share;
  if (is_dated) return article < share * weight && weight > (metadata->is_article_type ? 0.8F : 0.45F) * core;
  return !metadata->is_article_type && article < 0.2F * length && article < 300 && length > 0.6F * all &&
         length < 300 * (float)list->count;
}

/* True if a page shows only a list of others, but says that it is an article and has its text elsewhere. */
static bool is_text_elsewhere(const struct page *page) {
  const page_metadata *metadata = &page->metadata;
  if (page->is_list || page->list.count < 3 || page->text.container == TREE_NONE) return false;
  if (metadata->article_body.length == 0) return false;
  uint32_t core = page->tree.elements[page->text.core].length;
  return length_of_article(page) == 0 && page->list.length > core / 2;
}

/* ---- Opening --------------------------------------------------------------------------------------- */

/* Sets the base of links: the one in <base>, else the page's address. A saved page knows its address only if
 * it states it. */
static void find_base(struct page *page, const xmlNode *root) {
  const char *address = page->reader->base;
  sse_str said = sse_buffer_str(&page->metadata.fields.raw[FIELD_URL]);
  for (const xmlNode *node = root; node && page->base.length == 0; node = html_next(node, root, true))
    if (html_is(node, "base") && html_attribute(node, "href"))
      sse_url_resolve(sse_str_of(html_attribute(node, "href")), address ? sse_str_of(address) : said,
                      &page->base);
  if (page->base.length == 0 && address) sse_buffer_append_text(&page->base, address);
  if (page->base.length == 0 && sse_url_is_web(said)) sse_buffer_append_str(&page->base, said);
}

/* Completes the page's address. If the page does not state it, or states only its site, it is where the page
 * was found. */
static void complete_address(struct page *page) {
  sse_buffer *url = &page->metadata.fields.raw[FIELD_URL];
  const char *address = page->reader->base;
  sse_buffer whole = {0};
  sse_url_resolve(sse_buffer_str(&page->metadata.relative), sse_buffer_str(&page->base), &whole);
  metadata_offer(&page->metadata, FIELD_URL, page->metadata.relative_rank, sse_buffer_str(&whole));
  if (whole.failed) url->failed = true;
  sse_buffer_reset(&whole);
  metadata_offer_text(&page->metadata, FIELD_URL, 2, address);
}

/* Makes the links of a saved page without a known address relative to the file: their targets were saved next
 * to it or nowhere. */
static sse_status start_at_file(struct page *page, sse_error *err) {
  const char *path = page->reader->path;
  char *real = NULL;
  if (page->base.length > 0 || page->reader->is_entry || strcmp(path, "-") == 0) return SSE_OK;
  sse_status status = sse_real_path(path, &real, err);
  if (!status) {
    sse_buffer_append_text(&page->base, "file://");
    sse_url_append_encoded(&page->base, real, "/");
  }
  free(real);
  return status == SSE_NO_MEMORY ? status : SSE_OK; /* a file that no longer exists has no base */
}

/* Adds the next page: a list shows its latest items, and earlier ones on further pages. */
static void go_on(struct page *page) {
  sse_buffer *next = &page->metadata.next;
  page->reader->account->report->is_window = true;
  if (next->length == 0) pager_find_next(&page->tree, sse_buffer_str(&page->base), next);
  reader_add_further(page->reader, sse_buffer_str(next));
}

/* Takes the first post of a thread as the article; the others are counted. */
static void take_first_post(struct page *page) {
  size_t others = page->metadata.is_thread ? main_text_take_first_post(&page->tree, &page->text) : 0;
  for (size_t i = 0; i < others && !page->is_list; i++)
    account_lose(page->reader->account, SOURCE_DROPPED, sse_str_of("reply"),
                 "the first post of a thread is used");
}

/* Finds the text below the headline that the page gives itself. */
static sse_status find_text(struct page *page, sse_error *err) {
  sse_buffer titles = {0};
  sse_buffer_append_str(&titles, sse_buffer_str(&page->metadata.page_title));
  sse_buffer_append_text(&titles, "\n");
  sse_buffer_append_str(&titles, sse_buffer_str(&page->metadata.shared_title));
  sse_status status = titles.failed ? sse_fail_memory(err)
                                    : main_text_find(&page->tree, sse_buffer_str(&titles), &page->text, err);
  sse_buffer_reset(&titles);
  return status;
}

/* Counts the other articles of an article's page. */
static void tell_others(const struct page *page) {
  for (size_t i = 0; i < page->text.others && !page->is_list; i++)
    account_lose(page->reader->account, SOURCE_DROPPED, sse_str_of("article"),
                 "the page has another one of its own");
}

/* Logs what the page was read as. */
static void tell(const struct page *page) {
  const char *path = page->reader->path;
  size_t length = page->metadata.fields.raw[FIELD_BODY].length;
  if (page->is_list)
    sse_log(SSE_LOG_INFO, "%s: read as a list of %zu", path, page->list.count);
  else if (length == 0)
    sse_log(SSE_LOG_INFO, "%s: no text found", path);
  else if (page->metadata.is_description)
    sse_log(SSE_LOG_INFO, "%s: no text found, its description is used", path);
  else
    sse_log(SSE_LOG_INFO, "%s: read as an article of %zu bytes", path, length);
}

/* The calendar of a page's country, judged by its language or its address. */
static date_calendar calendar_of(const struct page *page) {
  static const struct {
    const char *language, *domain;
    date_calendar calendar;
  } countries[] = {{"zh-tw", ".tw", DATE_REPUBLIC},
                   {"zh-hant", ".tw", DATE_REPUBLIC},
                   {"fa", ".ir", DATE_SOLAR},
                   {"ps", ".af", DATE_SOLAR},
                   {"th", ".th", DATE_BUDDHIST_ERA}};
  const struct fields *said = &page->metadata.fields;
  sse_str language = sse_buffer_str(&said->raw[FIELD_LANG]);
  const char *address = page->reader->base;
  sse_str site = sse_url_site(address ? sse_str_of(address) : sse_buffer_str(&said->raw[FIELD_URL]));
  for (size_t i = 0; i < sizeof countries / sizeof *countries; i++)
    if (sse_str_begins(language, countries[i].language) || sse_str_ends(site, countries[i].domain))
      return countries[i].calendar;
  return DATE_COMMON;
}

static sse_status read_parts(struct page *page, sse_error *err) {
  xmlNode *root = xmlDocGetRootElement(page->document);
  if (!root) return SSE_OK;
  scripted_give_addresses(root);
  sse_status status = tree_build(page->document, &page->tree, err);
  if (!status) status = article_read_metadata(root, page->reader->base, &page->metadata, err);
  if (!status) status = find_text(page, err);
  page->tree.calendar = calendar_of(page);
  if (!status) status = list_find(&page->tree, &page->list, err);
  if (status) return status;
  find_base(page, root);
  complete_address(page);
  status = start_at_file(page, err);
  if (status) return status;
  listed_date_entries(sse_buffer_str(&page->metadata.listed), sse_buffer_str(&page->base), &page->list);
  page->is_list = is_list(page);
  if (!page->is_list && !is_of_parts(page) && teasers_are(&page->tree, &page->list, true))
    teasers_leave_out(&page->tree, &page->list, &page->text);
  if (!page->is_list) status = embedded_read(root, &page->metadata, err);
  if (status) return status;
  if (is_text_elsewhere(page)) page->text.container = TREE_NONE;
  take_first_post(page);
  tell_others(page);
  article_find_source(&page->tree, &page->text, &page->metadata);
  status = page->is_list ? list_find_captions(&page->tree, &page->list, err)
                         : article_complete(&page->tree, &page->text, &page->metadata, err);
  if (page->is_list) go_on(page);
  tell(page);
  bool has_failed = page->base.failed || metadata_have_failed(&page->metadata);
  return !status && has_failed ? sse_fail_memory(err) : status;
}

/* Many functions on pages carry on if memory is short; errno, which malloc sets (POSIX), tells that it
 * was. */
static sse_status read_document(struct page *page, sse_error *err) {
  errno = 0;
  sse_status status = read_parts(page, err);
  return !status && errno == ENOMEM ? sse_fail_memory(err) : status;
}

static sse_status parse(struct page *page, sse_error *err) {
  sse_buffer bytes = {0}, text = {0};
  size_t *repaired = &page->reader->account->report->repaired;
  sse_status status = reader_all(page->reader, HTML_LONGEST, &bytes, err);
  if (!status) status = text_clean(sse_buffer_str(&bytes), &text, repaired, err);
  sse_buffer_reset(&bytes);
  if (!status) {
    page->document = html_parse(&text, &page->is_cut);
    if (!page->document) status = sse_fail_memory(err);
  }
  sse_buffer_reset(&text);
  return status ? status : read_document(page, err);
}

static void close_page(void *context) {
  struct page *page = context;
  list_reset(&page->list);
  main_text_reset(&page->text);
  metadata_reset(&page->metadata);
  tree_reset(&page->tree);
  sse_buffer_reset(&page->base);
  xmlFreeDoc(page->document);
  free(page);
}

sse_status page_open(struct reader *reader, struct parts *parts, sse_error *err) {
  struct page *page = calloc(1, sizeof *page);
  if (!page) return sse_fail_memory(err);
  page->reader = reader;
  sse_status status = parse(page, err);
  if (status) {
    close_page(page);
  } else {
    *parts = (struct parts){.context = page, .next = next_item, .close = close_page};
  }
  return status;
}

bool page_detect(sse_str beginning) {
  static const char *const beginnings[] = {"<!doctype html", "<html", "<head", "<body"};
  sse_str text = sse_str_trim(beginning);
  if (tags_is_xml_of_others(text)) return false;
  for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
    size_t length = strlen(beginnings[i]);
    if (text.length >= length && strncasecmp(text.data, beginnings[i], length) == 0) return true;
    /* XHTML begins with an XML declaration, other pages with a comment. */
    if (text.length > length && text.data[0] == '<' && (text.data[1] == '?' || text.data[1] == '!') &&
        memmem(text.data, text.length < 2048 ? text.length : 2048, beginnings[i], length))
      return true;
  }
  return false;
}
