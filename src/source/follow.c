/* From an item of a list to the article at its address: the page is fetched and read, and its text becomes
 * the item's. Whatever the page lacks is kept from the list. A site's robots.txt is requested once per run;
 * if the site does not answer, nothing on it is followed. */
#include "base/stream.h"
#include "base/url.h"
#include "source/fields.h"
#include "source/net/fetch.h"
#include "source/net/robots.h"
#include "source/net/trail.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A site whose robots.txt was requested. */
struct site {
  char *root;        /* "https://example.org" */
  sse_buffer robots; /* its rules; empty if it has none */
  sse_buffer trail;  /* the trail of the request for them */
  bool is_silent;    /* it did not answer, so everything is forbidden (RFC 9309, 2.3.1.4) */
};

struct source_follower {
  source_fetcher *fetcher;
  text_analyser *analyser;
  struct site *sites;
  size_t count, capacity;
  sse_buffer list;   /* the address of the current source */
  sse_buffer titles; /* the titles of its pages so far, one per line */
  sse_buffer read;   /* pages read, of any list, one per line: canonical address, tab, headline of the item */
};

/* A copy of the article on a page. */
struct article {
  struct fields fields;
  sse_date date;
  bool is_untitled;
  size_t count; /* number of items on the page */
};

sse_status source_follower_new(source_fetcher *fetcher, text_analyser *analyser, source_follower **follower,
                               sse_error *err) {
  source_follower *made = calloc(1, sizeof *made);
  *follower = made;
  if (!made) return sse_fail_memory(err);
  made->fetcher = fetcher;
  made->analyser = analyser;
  return SSE_OK;
}

void source_follower_free(source_follower *follower) {
  if (!follower) return;
  for (size_t i = 0; i < follower->count; i++) {
    free(follower->sites[i].root);
    sse_buffer_reset(&follower->sites[i].robots);
    sse_buffer_reset(&follower->sites[i].trail);
  }
  free(follower->sites);
  sse_buffer_reset(&follower->list);
  sse_buffer_reset(&follower->titles);
  sse_buffer_reset(&follower->read);
  free(follower);
}

/* ---- Addresses ----------------------------------------------------------------------------------- */

/* The length of an address before its path. */
static size_t root_length(sse_str address) {
  sse_str authority = sse_url_authority(address);
  return authority.data ? (size_t)(authority.data - address.data) + authority.length : 0;
}

/* Returns true if one host is the other or a subdomain of it. */
static bool is_same_site(sse_str a, sse_str b) {
  sse_str longer = sse_url_site(a), shorter = sse_url_site(b);
  if (longer.length < shorter.length) {
    sse_str other = longer;
    longer = shorter;
    shorter = other;
  }
  if (shorter.length == 0) return false;
  size_t rest = longer.length - shorter.length;
  bool ends = strncasecmp(longer.data + rest, shorter.data, shorter.length) == 0;
  return ends && (rest == 0 || longer.data[rest - 1] == '.');
}

/* ---- robots.txt ---------------------------------------------------------------------------------- */

/* Requests the rules of a site. A site without rules (4xx) allows everything, one in trouble (5xx, 429)
 * nothing. */
static sse_status ask_site(const source_follower *follower, const source_options *options, struct site *site,
                           sse_error *err) {
  source_fetched fetched = {0};
  sse_buffer address = {0};
  sse_buffer_printf(&address, "%s/robots.txt", site->root);
  sse_status status = address.failed
                          ? sse_fail_memory(err)
                          : fetch_plain(follower->fetcher, address.data, options, NULL, &fetched, err);
  if (!status) status = sse_file_beginning(fetched.path, ROBOTS_LONGEST, &site->robots, err);
  if (!status) trail_add(&site->trail, TRAIL_FURTHER, sse_buffer_str(&address), &fetched);
  source_fetched_remove(&fetched);
  sse_buffer_reset(&address);
  if (!status && site->trail.failed) status = sse_fail_memory(err);
  if (status == SSE_NO_MEMORY) return status;
  site->is_silent = status && status != SSE_NOT_FOUND && status != SSE_GONE;
  if (!site->is_silent) return SSE_OK;
  const sse_error cause = *err;
  return sse_fail(err, SSE_BUSY, "%s: nothing more is fetched from there in this run", cause.message);
}

/* Finds the site of an address; requests the rules of a new one. */
static sse_status find_site(source_follower *follower, const source_options *options, sse_str address,
                            const struct site **found, sse_error *err) {
  sse_str root = sse_str_part(address, 0, root_length(address));
  for (size_t i = 0; i < follower->count; i++) {
    *found = &follower->sites[i];
    if (sse_str_equal(sse_str_of(follower->sites[i].root), root)) return SSE_OK;
  }
  void *sites = follower->sites;
  if (!sse_array_reserve(&sites, &follower->capacity, follower->count + 1, sizeof *follower->sites))
    return sse_fail_memory(err);
  follower->sites = sites;
  struct site *site = &follower->sites[follower->count];
  *site = (struct site){.root = sse_copy(root)};
  if (!site->root) return sse_fail_memory(err);
  follower->count++;
  *found = site;
  return ask_site(follower, options, site, err);
}

/* The context in which an article is followed. */
struct visit {
  source_follower *follower;
  const source_options *options;
  sse_str list;
  source_followed *followed;
};

/* Fails if the site's rules or the options forbid requesting an address. */
static sse_status check_allowed(void *context, sse_str address, sse_error *err) {
  const struct visit *visit = context;
  source_follower *follower = visit->follower;
  const source_options *options = visit->options;
  const struct site *site = NULL;
  if (options->follow != SOURCE_FOLLOW_ALL && !is_same_site(visit->list, address)) {
    visit->followed->denied = "on another site";
    return sse_fail(err, SSE_DENIED, "%.*s: is on another site", (int)address.length, address.data);
  }
  sse_status status = find_site(follower, options, address, &site, err);
  if (status) return status;
  if (site->is_silent) return sse_fail(err, SSE_BUSY, "%s", "");
  sse_str path = sse_str_part(address, root_length(address), address.length);
  if (path.length == 0 || path.data[0] != '/') path = sse_str_of("/");
  if (robots_allow(sse_buffer_str(&site->robots), "ssesearch", path)) return SSE_OK;
  visit->followed->denied = "forbidden by robots.txt";
  source_trail_join(&visit->followed->trail, sse_buffer_str(&site->trail));
  if (visit->followed->trail.failed) return sse_fail_memory(err);
  return sse_fail(err, SSE_DENIED, "%.*s: may not be fetched by programs (robots.txt)", (int)address.length,
                  address.data);
}

/* ---- The page ------------------------------------------------------------------------------------ */

static sse_status keep_article(void *context, const source_item *item, sse_error *err) {
  struct article *article = context;
  const struct {
    field field;
    sse_str text;
  } texts[] = {{FIELD_TITLE, item->title},
               {FIELD_BODY, item->body},
               {FIELD_TAGS, item->tags},
               {FIELD_LANG, item->lang},
               {FIELD_SOURCE, item->source},
               {FIELD_AUTHOR, item->author},
               {FIELD_TRANSLATIONS, item->translations}};
  if (article->count++ > 0) return SSE_OK;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    sse_buffer_append_str(&article->fields.raw[texts[i].field], texts[i].text);
  article->date = item->date;
  article->is_untitled = item->is_untitled;
  return fields_have_failed(&article->fields) ? sse_fail_memory(err) : SSE_OK;
}

/* A field of the article. */
static sse_str text_of(const struct article *article, field which) {
  return sse_buffer_str(&article->fields.raw[which]);
}

static void ignore_problem(void *context, const char *message) {
  (void)context, (void)message;
}

static bool is_page(const source_fetched *fetched) {
  static const char *const types[] = {"text/html", "application/xhtml+xml"};
  const char *type = fetched->type.data ? fetched->type.data : "";
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (strncasecmp(type, types[i], strlen(types[i])) == 0) return true;
  return !*type;
}

/* Returns true for a page that says it does not exist, although its status is a success. */
static bool is_missing(const struct article *article) {
  static const char *const words[] = {"not found",      "404",           "introuvable",    "non trouvée",
                                      "nicht gefunden", "no encontrada", "não encontrada", "non trovata",
                                      "niet gevonden",  "찾을 수 없",    "見つかりません", "找不到"};
  enum { TITLE_LONGEST = 80, BODY_LONGEST = 600 };
  sse_str title = text_of(article, FIELD_TITLE); /* terminated by a NUL */
  if (title.length > TITLE_LONGEST || text_of(article, FIELD_BODY).length > BODY_LONGEST) return false;
  for (size_t i = 0; i < sizeof words / sizeof *words && title.length > 0; i++)
    if (strcasestr(title.data, words[i])) return true;
  return false;
}

/* Fetches a page and reads its single article. */
static sse_status read_article(struct visit *visit, const char *address, struct article *article,
                               sse_error *err) {
  const source_handler handler = {.context = article, .on_item = keep_article, .on_problem = ignore_problem};
  const fetch_judge judge = {visit, check_allowed};
  source_options options = *visit->options;
  source_fetched fetched = {0};
  source_report report = {0};
  options.further = NULL;
  options.format = "html";
  options.expected_format = NULL;
  sse_status status = fetch_plain(visit->follower->fetcher, address, &options, &judge, &fetched, err);
  if (!status && !is_page(&fetched)) status = sse_fail(err, SSE_DENIED, "%s: is not a page", address);
  if (status) {
    source_fetched_remove(&fetched);
    return status;
  }
  options.name = fetched.name.data;
  options.url = fetched.address.data;
  options.transport_charset = fetched.charset.length > 0 ? fetched.charset.data : NULL;
  status = source_read(fetched.path, &options, visit->follower->analyser, &handler, &report, err);
  source_fetched_remove(&fetched);
  if (!status && (article->count != 1 || text_of(article, FIELD_BODY).length == 0))
    status = sse_fail(err, SSE_INVALID, "%s: no article was found on the page", address);
  if (!status && is_missing(article))
    status = sse_fail(err, SSE_INVALID, "%s: says that there is no such page", address);
  return status;
}

/* ---- Merging ------------------------------------------------------------------------------------ */

/* Records the title of a page; sets `*is_known` if an earlier page of the same list has the same title. */
static sse_status note_title(struct visit *visit, sse_str title, bool *is_known, sse_error *err) {
  sse_buffer *titles = &visit->follower->titles, *list = &visit->follower->list;
  if (!sse_str_equal(sse_buffer_str(list), visit->list)) {
    sse_buffer_clear(titles);
    sse_buffer_clear(list);
    sse_buffer_append_str(list, visit->list);
  }
  *is_known = sse_str_has_line(sse_buffer_str(titles), title);
  if (!*is_known) {
    sse_buffer_append_str(titles, title);
    sse_buffer_append_text(titles, "\n");
  }
  return titles->failed || list->failed ? sse_fail_memory(err) : SSE_OK;
}

/* The text after the list's headline, if that is one of its first lines: pages show it above the text.
 * Otherwise the whole text. */
static sse_str after_headline(sse_str body, sse_str headline) {
  enum { LINES = 3 };
  sse_str line;
  size_t position = 0;
  for (int i = 0; i < LINES && sse_str_next(body, '\n', &position, &line); i++)
    if (sse_str_equal(sse_str_trim(line), headline)) return sse_str_part(body, position, body.length);
  return body;
}

/* The list's item, completed from the page. A title that is the list's name, or that other pages have too,
 * says nothing about this page. */
static source_item merge(const source_item *item, const struct article *article, bool is_title_known) {
  source_item merged = *item;
  sse_str title = text_of(article, FIELD_TITLE), body = text_of(article, FIELD_BODY);
  sse_str source = text_of(article, FIELD_SOURCE), tags = text_of(article, FIELD_TAGS);
  sse_str lang = text_of(article, FIELD_LANG), translations = text_of(article, FIELD_TRANSLATIONS);
  merged.body = item->is_untitled ? body : after_headline(body, item->title);
  bool is_shown = merged.body.length < body.length;
  bool is_name = is_title_known || sse_str_equal(title, item->source) || sse_str_equal(title, source);
  if (merged.body.length == 0) merged.body = body;
  if (!article->is_untitled && title.length > 0 && (item->is_untitled || (!is_shown && !is_name))) {
    merged.title = title;
    merged.is_untitled = false;
  }
  if (article->date.year > 0) merged.date = article->date;
  if (tags.length > 0) merged.tags = tags;
  if (lang.length > 0) merged.lang = lang;
  if (merged.source.length == 0) merged.source = source;
  if (translations.length > 0) merged.translations = translations;
  if (merged.author.length == 0) merged.author = text_of(article, FIELD_AUTHOR);
  return merged;
}

/* Looks up whether a page was read before, and what the item of that time was called. */
static void recall(const source_follower *follower, sse_str canonical, source_followed *followed) {
  sse_str line, address;
  followed->is_read = false;
  for (size_t position = 0; sse_str_next(sse_buffer_str(&follower->read), '\n', &position, &line);) {
    size_t tab = 0;
    if (!sse_str_next(line, '\t', &tab, &address) || !sse_str_equal(address, canonical)) continue;
    followed->is_read = true;
    followed->title = tab < line.length ? sse_str_part(line, tab, line.length) : (sse_str){0};
  }
}

/* Fails if the address is that of the list itself, or of a page already read for another item. `canonical`
 * receives its canonical form. */
static sse_status check_other(const struct visit *visit, sse_str address, sse_buffer *canonical,
                              sse_error *err) {
  sse_buffer list = {0};
  sse_url_append_canonical(canonical, address);
  sse_url_append_canonical(&list, visit->list);
  sse_str wanted = sse_buffer_str(canonical);
  recall(visit->follower, wanted, visit->followed);
  bool is_list = wanted.length > 0 && sse_str_equal(wanted, sse_buffer_str(&list));
  sse_status status = canonical->failed || list.failed ? sse_fail_memory(err) : SSE_OK;
  if (!status && (is_list || visit->followed->is_read))
    status = sse_fail(err, SSE_DENIED, "%.*s: is %s that was read", (int)address.length, address.data,
                      is_list ? "the page" : "a page");
  sse_buffer_reset(&list);
  return status;
}

/* Records that a page was read for an item. */
static sse_status note_read(source_follower *follower, sse_str canonical, const source_item *item,
                            sse_error *err) {
  sse_buffer_append_str(&follower->read, canonical);
  sse_buffer_append_text(&follower->read, "\t");
  if (!item->is_untitled) sse_buffer_append_str(&follower->read, item->title);
  sse_buffer_append_text(&follower->read, "\n");
  return follower->read.failed ? sse_fail_memory(err) : SSE_OK;
}

sse_status source_follow(source_follower *follower, const source_options *options, sse_str list,
                         const source_item *item, source_followed *followed, void *context,
                         source_item_fn *on_item, sse_error *err) {
  struct article article = {0};
  struct visit visit = {follower, options, list, followed};
  sse_buffer canonical = {0};
  char *address = sse_copy(item->url);
  followed->is_asked = false;
  followed->denied = NULL;
  if (!address) return sse_fail_memory(err);
  sse_status status = check_other(&visit, item->url, &canonical, err);
  if (!status) status = check_allowed(&visit, item->url, err);
  followed->is_asked = status == SSE_OK;
  if (!status) status = read_article(&visit, address, &article, err);
  if (!status && text_of(&article, FIELD_BODY).length < item->body.length)
    status = sse_fail(err, SSE_INVALID, "%s: has less text than the list", address);
  bool is_title_known = false;
  if (!status) status = note_title(&visit, text_of(&article, FIELD_TITLE), &is_title_known, err);
  if (!status) {
    source_item merged = merge(item, &article, is_title_known);
    status = on_item(context, &merged, err);
    if (!status) status = note_read(follower, sse_buffer_str(&canonical), &merged, err);
  }
  if (followed->is_asked) followed->denied = NULL; /* only a redirect's target was denied */
  fields_reset(&article.fields);
  sse_buffer_reset(&canonical);
  free(address);
  return status;
}
