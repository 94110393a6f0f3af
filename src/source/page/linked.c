/* JSON-LD: the article that a page is about, wherever it stands in the graph.
 * A page about several articles is a list, and none of them tells what the page is.
 * What the page as such says (WebPage) counts for less. */
#include "source/page/linked.h"
#include "source/page/html.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>
#include <strings.h>

enum { DEPTH_MOST = 8, HEADLINE_RANK = 6, DATE_RANK = 8, PAGE_RANK = 7 };

/* ---- Mending ------------------------------------------------------------------------------------ */

/* The value in a script: without a comment, the marks of CDATA, and what else stands around it. */
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

/* True for a comma at `at` that nothing but an end follows. */
static bool is_idle_comma(sse_str text, size_t at) {
  if (text.data[at] != ',') return false;
  do {
    at++;
  } while (at < text.length && sse_is_space(text.data[at]));
  return at < text.length && strchr("}],", text.data[at]);
}

/* Appends JSON as it should be. */
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
    } else if (in_string || !is_idle_comma(text, i)) {
      if (byte == '"') in_string = !in_string;
      sse_buffer_append(out, &text.data[i], 1);
    }
  }
}

/* ---- Types --------------------------------------------------------------------------------------- */

/* Subtypes of Article are many, and most of them end so. */
static bool is_article(const char *type) {
  static const char *const others[] = {"Report", "PressRelease", "Review", "AdvertiserContentArticle"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (sse_str_ends(sse_str_of(type), others[i])) return true;
  return sse_str_ends(sse_str_of(type), "Article") || sse_str_ends(sse_str_of(type), "BlogPosting");
}

static bool is_page(const char *type) {
  return sse_str_ends(sse_str_of(type), "WebPage") || sse_str_ends(sse_str_of(type), "ItemPage");
}

static bool is_list(const char *type) {
  return sse_str_ends(sse_str_of(type), "CollectionPage") || sse_str_ends(sse_str_of(type), "Blog");
}

/* An article has lists, too: of the products it is about, of others beside it. */
static bool is_some_list(const char *type) {
  return sse_str_ends(sse_str_of(type), "ItemList");
}

/* True where one of an object's types is of that kind. */
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

/* The text of a member; of an array its first; of an object that one of its members is its name. */
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

static void take_keywords(page_facts *facts, const json_t *keywords) {
  facts_add_tags(facts, json_string_value(keywords));
  for (size_t i = 0; i < json_array_size(keywords); i++)
    facts_add_tags(facts, json_string_value(json_array_get(keywords, i)));
}

/* An id is most often the page's address with a fragment. */
static void offer_id(page_facts *facts, const char *id) {
  facts_offer(facts, FIELD_URL, 1, (sse_str){id, id ? strcspn(id, "#") : 0});
}

static sse_status take_article(page_facts *facts, const json_t *article, sse_error *err) {
  const char *body = member(article, "articleBody");
  sse_status status = facts_offer_html(facts, FIELD_TITLE, HEADLINE_RANK, member(article, "headline"), err);
  if (!status) status = facts_offer_html(facts, FIELD_TITLE, HEADLINE_RANK - 1, member(article, "name"), err);
  facts_offer_text(facts, FIELD_DATE, DATE_RANK, member(article, "datePublished"));
  facts_offer_text(facts, FIELD_DATE, DATE_RANK - 3, member(article, "dateCreated"));
  facts_offer_text(facts, FIELD_URL, 4, member(article, "url"));
  facts_offer_text(facts, FIELD_URL, 3, member(article, "mainEntityOfPage"));
  offer_id(facts, json_string_value(json_object_get(article, "@id")));
  facts_offer_text(facts, FIELD_SOURCE, 4, member(article, "publisher"));
  facts_offer_text(facts, FIELD_LANG, 4, member(article, "inLanguage"));
  take_keywords(facts, json_object_get(article, "keywords"));
  facts->has_article = true;
  if (status || !body || facts->article_body.length > 0) return status;
  status = html_text(sse_str_of(body), &facts->article_body, err);
  return status == SSE_TOO_LARGE ? SSE_OK : status;
}

static void take_page(page_facts *facts, const json_t *page) {
  facts_offer_text(facts, FIELD_DATE, PAGE_RANK, member(page, "datePublished"));
  facts_offer_text(facts, FIELD_LANG, 3, member(page, "inLanguage"));
  facts_offer_text(facts, FIELD_SOURCE, 3, member(page, "publisher"));
}

/* ---- The graph ----------------------------------------------------------------------------------- */

struct found {
  const json_t *article;
  size_t articles;
};

/* Looks for articles and pages in a value, in arrays and graphs and in what a page is about. */
static void look(page_facts *facts, const json_t *value, int depth, struct found *found) {
  static const char *const inside[] = {"@graph", "mainEntity", "mainEntityOfPage", "about"};
  if (depth == DEPTH_MOST) return;
  for (size_t i = 0; i < json_array_size(value); i++)
    look(facts, json_array_get(value, i), depth + 1, found);
  if (!json_is_object(value)) return;
  if (has_type(value, is_article)) {
    if (!found->article) found->article = value;
    found->articles++;
  }
  if (has_type(value, is_page)) take_page(facts, value);
  if (has_type(value, is_list)) facts->is_list = true;
  if (has_type(value, is_some_list)) facts->has_list = true;
  for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
    look(facts, json_object_get(value, inside[i]), depth + 1, found);
}

sse_status linked_read(page_facts *facts, sse_str script, sse_error *err) {
  enum { SEVERAL = 3 };
  sse_buffer json = {0};
  struct found found = {0};
  mend(inside_marks(script), &json);
  int before = errno; /* whoever calls looks for the same of other calls */
  errno = 0;
  json_t *value =
      json.failed ? NULL : json_loadb(json.data ? json.data : "", json.length, JSON_DISABLE_EOF_CHECK, NULL);
  sse_status status = json.failed || errno == ENOMEM ? sse_fail_memory(err) : SSE_OK;
  if (errno != ENOMEM) errno = before;
  if (value) look(facts, value, 0, &found);
  if (!status && found.articles >= SEVERAL) facts->has_list = true;
  bool is_one = found.article && found.articles < SEVERAL && !facts->has_article;
  if (!status && is_one) status = take_article(facts, found.article, err);
  json_decref(value);
  sse_buffer_reset(&json);
  return status;
}
