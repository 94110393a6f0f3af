/* JSON-LD: the article that a page is about, wherever it is in the graph.
 * A page about several articles is a list, and none of them says what the page is.
 * Statements about the page as such (WebPage) rank lower. */
#include "source/page/linked.h"
#include "base/url.h"
#include "source/page/html.h"
#include "source/page/listed.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>

enum { DEPTH_MOST = 8, HEADLINE_RANK = 6, DATE_RANK = 8, PAGE_RANK = 7, AUTHOR_RANK = 9 };

/* ---- Repair ---------------------------------------------------------------------------------- */

/* The JSON in a script, without comments, CDATA marks and anything else around it. */
static sse_str inside_marks(sse_str script) {
  static const char begins[] = "<![CDATA[", ends[] = "]]>";
  size_t start = 0, end = script.length;
  const char *mark = script.length > 0 ? memmem(script.data, script.length, begins, sizeof begins - 1) : NULL;
  if (mark) start = (size_t)(mark - script.data) + sizeof begins - 1;
  mark = mark ? memmem(script.data + start, end - start, ends, sizeof ends - 1) : NULL;
  if (mark) end = (size_t)(mark - script.data);
  while (start < end && !strchr("{[", script.data[start]))
    start++;
  while (end > start && !strchr("}]", script.data[end - 1]))
    end--;
  return sse_str_part(script, start, end);
}

/* True for a comma at `at` that only a closing bracket or another comma follows. */
static bool is_idle_comma(sse_str text, size_t at) {
  if (text.data[at] != ',') return false;
  do {
    at++;
  } while (at < text.length && sse_is_space(text.data[at]));
  return at < text.length && strchr("}],", text.data[at]);
}

/* True for a quotation mark that ends a string; others are part of its text. */
static bool ends_string(sse_str text, size_t at) {
  do {
    at++;
  } while (at < text.length && sse_is_space(text.data[at]));
  return at >= text.length || strchr(",:}]", text.data[at]);
}

/* Appends the repaired JSON. */
static void mend(sse_str text, sse_buffer *out) {
  bool in_string = false;
  for (size_t i = 0; i < text.length; i++) {
    unsigned char byte = (unsigned char)text.data[i];
    if (in_string && byte == '\\' && i + 1 < text.length) {
      bool is_known = strchr("\"\\/bfnrtu", text.data[i + 1]) && text.data[i + 1];
      if (is_known) sse_buffer_append(out, text.data + i, 2);
      if (!is_known && (unsigned char)text.data[i + 1] >= ' ') sse_buffer_append(out, text.data + i + 1, 1);
      i++;
    } else if (in_string && byte < ' ') {
      sse_buffer_append_text(out, " ");
    } else if (in_string && byte == '"' && !ends_string(text, i)) {
      sse_buffer_append_text(out, "\\\"");
    } else if (in_string || !is_idle_comma(text, i)) {
      if (byte == '"') in_string = !in_string;
      sse_buffer_append(out, &text.data[i], 1);
    }
  }
}

/* ---- Types --------------------------------------------------------------------------------------- */

/* Article has many subtypes; most of their names end in one of these. */
static bool is_article(const char *type) {
  static const char *const others[] = {"Report", "PressRelease", "Review", "AdvertiserContentArticle"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (sse_str_ends(sse_str_of(type), others[i])) return true;
  return sse_str_ends(sse_str_of(type), "Article") ||
         (sse_str_ends(sse_str_of(type), "Posting") && !sse_str_ends(sse_str_of(type), "JobPosting"));
}

static bool is_page(const char *type) {
  return sse_str_ends(sse_str_of(type), "WebPage") || sse_str_ends(sse_str_of(type), "ItemPage");
}

static bool is_site(const char *type) {
  return sse_str_ends(sse_str_of(type), "WebSite");
}

static bool is_list(const char *type) {
  return sse_str_ends(sse_str_of(type), "CollectionPage") || sse_str_ends(sse_str_of(type), "Blog");
}

/* Articles have such lists, too: of the products that they discuss, of other articles. */
static bool is_some_list(const char *type) {
  return sse_str_ends(sse_str_of(type), "ItemList");
}

static bool is_thread(const char *type) {
  return sse_str_ends(sse_str_of(type), "DiscussionForumPosting");
}

/* True if one of an object's types is of that kind. */
static bool has_type(const json_t *object, bool (*is_kind)(const char *type)) {
  const json_t *type = json_object_get(object, "@type");
  if (json_is_string(type)) return is_kind(json_string_value(type));
  for (size_t i = 0; i < json_array_size(type); i++) {
    const char *name = json_string_value(json_array_get(type, i));
    if (name && is_kind(name)) return true;
  }
  return false;
}

/* ---- Members ------------------------------------------------------------------------------------- */

/* The text of a member. An array stands for its first value, an object for its name, id or value. */
static const char *member(const json_t *object, const char *name) {
  const json_t *value = json_object_get(object, name);
  if (json_is_array(value)) value = json_array_get(value, 0);
  if (json_is_string(value)) return json_string_value(value);
  static const char *const names[] = {"name", "@id", "@value", "alternateName"};
  for (size_t i = 0; json_is_object(value) && i < sizeof names / sizeof *names; i++) {
    const char *text = json_string_value(json_object_get(value, names[i]));
    if (text) return text;
  }
  return NULL;
}

/* Adds keywords: texts, or objects with a name (DefinedTerm), or an array of both. */
static void take_keywords(page_metadata *metadata, const json_t *keywords) {
  metadata_add_tags(
      metadata, json_string_value(json_is_object(keywords) ? json_object_get(keywords, "name") : keywords));
  for (size_t i = 0; i < json_array_size(keywords); i++) {
    const json_t *keyword = json_array_get(keywords, i);
    metadata_add_tags(
        metadata, json_string_value(json_is_object(keyword) ? json_object_get(keyword, "name") : keyword));
  }
}

/* Offers an id as the address: it is usually the page's, with a fragment. */
static void offer_id(page_metadata *metadata, const char *id) {
  metadata_offer(metadata, FIELD_URL, 1, (sse_str){id, id ? strcspn(id, "#") : 0});
}

/* The named object of the graph that has an id; NULL if there is none. */
static const json_t *find_by_id(const json_t *value, const char *id, int depth) {
  const json_t *graph = json_object_get(value, "@graph"), *found = NULL;
  const char *own = json_string_value(json_object_get(value, "@id"));
  if (own && strcmp(own, id) == 0 && json_object_get(value, "name")) return value;
  if (json_is_array(value)) graph = value;
  for (size_t i = 0; i < json_array_size(graph) && !found && depth < DEPTH_MOST; i++)
    found = find_by_id(json_array_get(graph, i), id, depth + 1);
  return found;
}

/* Offers the name of a publisher, which may be elsewhere in the graph, under an id. */
static sse_status offer_publisher(page_metadata *metadata, int rank, const json_t *object,
                                  const json_t *graph, sse_error *err) {
  const char *name = member(object, "publisher");
  const json_t *named = name ? find_by_id(graph, name, 0) : NULL;
  if (named) name = member(named, "name");
  bool is_id = name && (sse_url_is_web(sse_str_of(name)) || *name == '#' || *name == '/');
  return is_id ? SSE_OK : metadata_offer_html(metadata, FIELD_SOURCE, rank, name, err);
}

/* Offers the names of one or several authors; a name may be elsewhere in the graph, under an id. */
static sse_status offer_authors(page_metadata *metadata, int rank, const json_t *author, const json_t *graph,
                                sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 0; i < json_array_size(author) && !status; i++)
    if (!json_is_array(json_array_get(author, i)))
      status = offer_authors(metadata, rank, json_array_get(author, i), graph, err);
  const char *text = json_string_value(author), *name = json_string_value(json_object_get(author, "name"));
  const char *id = json_string_value(json_object_get(author, "@id"));
  if (!text) text = name ? name : id;
  const json_t *named = text && !name ? find_by_id(graph, text, 0) : NULL;
  if (named) text = member(named, "name");
  bool is_id = text && !named && text == id;
  return status || is_id ? status : metadata_offer_author_html(metadata, rank, text, FIELD_IS_ANY, err);
}

static bool is_organisation(const char *type) {
  return sse_str_ends(sse_str_of(type), "Organization") || strcmp(type, "Corporation") == 0;
}

/* True if all authors of an object are organisations, as far as it says. */
static bool has_only_organisations(const json_t *author) {
  for (size_t i = 0; i < json_array_size(author); i++)
    if (!has_type(json_array_get(author, i), is_organisation)) return false;
  return json_is_array(author) ? json_array_size(author) > 0 : has_type(author, is_organisation);
}

static sse_status take_article(page_metadata *metadata, const json_t *article, const json_t *graph,
                               sse_error *err) {
  const char *body = member(article, "articleBody");
  sse_status status =
      metadata_offer_html(metadata, FIELD_TITLE, HEADLINE_RANK, member(article, "headline"), err);
  if (!status)
    status = metadata_offer_html(metadata, FIELD_TITLE, HEADLINE_RANK - 1, member(article, "name"), err);
  metadata_offer_text(metadata, FIELD_DATE, DATE_RANK, member(article, "datePublished"));
  metadata_offer_text(metadata, FIELD_DATE, DATE_RANK - 3, member(article, "dateCreated"));
  metadata_offer_text(metadata, FIELD_URL, 4, member(article, "url"));
  metadata_offer_text(metadata, FIELD_URL, 3, member(article, "mainEntityOfPage"));
  offer_id(metadata, json_string_value(json_object_get(article, "@id")));
  metadata_offer_text(metadata, FIELD_LANG, 4, member(article, "inLanguage"));
  take_keywords(metadata, json_object_get(article, "keywords"));
  metadata->has_article = true;
  metadata->is_thread = has_type(article, is_thread);
  if (!status) status = offer_publisher(metadata, 4, article, graph, err);
  if (!status) status = offer_authors(metadata, AUTHOR_RANK, json_object_get(article, "author"), graph, err);
  metadata->authors[AUTHOR_RANK].is_organisation = has_only_organisations(json_object_get(article, "author"));
  if (!status)
    status = offer_authors(metadata, AUTHOR_RANK - 1, json_object_get(article, "creator"), graph, err);
  if (status || !body || metadata->article_body.length > 0) return status;
  status = html_text(sse_str_of(body), &metadata->article_body, err);
  return status == SSE_TOO_LARGE ? SSE_OK : status;
}

static sse_status take_page(page_metadata *metadata, const json_t *page, const json_t *graph,
                            sse_error *err) {
  metadata_offer_text(metadata, FIELD_DATE, PAGE_RANK, member(page, "datePublished"));
  metadata_offer_text(metadata, FIELD_LANG, 3, member(page, "inLanguage"));
  return offer_publisher(metadata, 3, page, graph, err);
}

/* ---- The graph ----------------------------------------------------------------------------------- */

struct found {
  const json_t *graph; /* the whole value */
  const json_t *article;
  bool is_of_title; /* its headline is in the page's title */
  size_t articles;
  sse_status status;
  sse_error *err;
};

/* True if the page's title contains an object's headline. */
static bool is_of_title(const page_metadata *metadata, const json_t *article) {
  const char *headline = member(article, "headline");
  const sse_buffer *title = &metadata->page_title;
  return headline && *headline && title->length > 0 &&
         memmem(title->data, title->length, headline, strlen(headline));
}

static void find_article(const page_metadata *metadata, const json_t *article, struct found *found) {
  bool is_better = !found->article || (!found->is_of_title && is_of_title(metadata, article));
  found->articles++;
  if (!is_better) return;
  found->article = article;
  found->is_of_title = is_of_title(metadata, article);
}

/* Finds the page's own post: the page of a post may present itself as the blog that contains it. */
static void look_at_posts(const page_metadata *metadata, const json_t *posts, struct found *found) {
  size_t count = json_is_array(posts) ? json_array_size(posts) : 1;
  for (size_t i = 0; i < count; i++) {
    const json_t *post = json_is_array(posts) ? json_array_get(posts, i) : posts;
    if (json_is_object(post) && has_type(post, is_article) && is_of_title(metadata, post))
      find_article(metadata, post, found);
  }
}

/* Searches a value for articles and pages: in arrays, in graphs, and in what a page is about. */
static void look(page_metadata *metadata, const json_t *value, int depth, struct found *found) {
  static const char *const inside[] = {"@graph", "mainEntity", "mainEntityOfPage", "about"};
  if (depth == DEPTH_MOST) return;
  for (size_t i = 0; i < json_array_size(value); i++)
    look(metadata, json_array_get(value, i), depth + 1, found);
  if (!json_is_object(value)) return;
  if (has_type(value, is_article)) find_article(metadata, value, found);
  if (has_type(value, is_page) && !found->status)
    found->status = take_page(metadata, value, found->graph, found->err);
  if (has_type(value, is_site) && !found->status)
    found->status = metadata_offer_html(metadata, FIELD_SOURCE, 3, member(value, "name"), found->err);
  if (has_type(value, is_list)) metadata->is_list = true;
  look_at_posts(metadata, json_object_get(value, "blogPost"), found);
  if (has_type(value, is_some_list)) metadata->has_list = true;
  for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
    look(metadata, json_object_get(value, inside[i]), depth + 1, found);
}

/* The value of a key in a broken piece of JSON; empty if there is none. */
static sse_str value_of(sse_str json, const char *key) {
  for (size_t at = 0; at + strlen(key) < json.length; at++) {
    sse_str rest = sse_str_part(json, at, json.length);
    if (!sse_str_begins(rest, key)) continue;
    size_t start = strlen(key), end;
    while (start < rest.length && (sse_is_space(rest.data[start]) || strchr("\"':", rest.data[start])))
      start++;
    for (end = start; end < rest.length && !strchr("\"'\n", rest.data[end]);)
      end++;
    if (end > start) return sse_str_part(rest, start, end);
  }
  return (sse_str){0};
}

/* Takes the date from JSON that cannot be repaired: unescaped quotation marks, two adjacent values, a missing
 * end. */
static void take_broken(page_metadata *metadata, sse_str json) {
  static const char *const types[] = {"Article\"", "Posting\"", "WebPage\"", "Article'", "Posting'"};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (json.length > 0 && memmem(json.data, json.length, types[i], strlen(types[i])))
      metadata_offer(metadata, FIELD_DATE, PAGE_RANK, value_of(json, "datePublished"));
}

/* Reads one value at the beginning of `json`; `*length` is its number of bytes, or 0 if it is broken. */
static sse_status read_value(page_metadata *metadata, sse_str json, linked_wanted wanted, size_t *length,
                             sse_error *err) {
  enum { SEVERAL = 3 };
  struct found found = {.err = err};
  json_error_t failure;
  int before = errno; /* callers check it after several calls */
  errno = 0;
  json_t *value = json_loadb(json.data, json.length, JSON_DISABLE_EOF_CHECK, &failure);
  bool is_short = errno == ENOMEM;
  if (!is_short) errno = before;
  *length = value ? (size_t)failure.position : 0;
  if (!value) return is_short ? sse_fail_memory(err) : SSE_OK;
  found.graph = value;
  look(metadata, value, 0, &found);
  listed_collect(value, &metadata->listed);
  sse_status status = is_short ? sse_fail_memory(err) : found.status;
  if (!status && found.articles >= SEVERAL) metadata->has_list = true;
  bool is_one = found.article && found.articles < SEVERAL && !metadata->has_article &&
                (found.is_of_title || wanted == LINKED_ANY);
  if (!status && is_one) status = take_article(metadata, found.article, value, err);
  json_decref(value);
  return status;
}

/* Appends the text of a script; a template may have written its quotation marks as &quot;. */
static sse_status append_script(sse_str script, sse_buffer *text, sse_error *err) {
  static const char mark[] = "&quot;";
  bool is_escaped = script.length > 0 && !memchr(script.data, '"', script.length) &&
                    memmem(script.data, script.length, mark, sizeof mark - 1);
  if (is_escaped) return html_text(script, text, err);
  sse_buffer_append_str(text, script);
  return text->failed ? sse_fail_memory(err) : SSE_OK;
}

sse_status linked_read(page_metadata *metadata, sse_str written, linked_wanted wanted, sse_error *err) {
  sse_buffer json = {0}, text = {0};
  size_t at = 0, length = 1;
  sse_status status = append_script(written, &text, err);
  sse_str script = sse_buffer_str(&text);
  if (!status) mend(inside_marks(script), &json);
  if (!status && json.failed) status = sse_fail_memory(err);
  while (!status && length > 0 && at < json.length) {
    while (at < json.length && (sse_is_space(json.data[at]) || json.data[at] == ',' || json.data[at] == ';'))
      at++;
    status = read_value(metadata, sse_str_part(sse_buffer_str(&json), at, json.length), wanted, &length, err);
    at += length;
  }
  if (!status && (at < json.length || json.length == 0)) take_broken(metadata, script);
  sse_buffer_reset(&json);
  sse_buffer_reset(&text);
  return status;
}
