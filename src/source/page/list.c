/* Finds a page's list of news: of all groups of elements in similar positions, the one whose entries look
 * most like news. An entry has its own link and a headline that no other entry has; a date and a summary make
 * it more likely. */
#include "source/page/list.h"
#include "source/page/entry_range.h"
#include "source/page/headlines.h"
#include "source/page/names.h"
#include "source/page/rows.h"
#include "source/page/shapes.h"

#include <stdlib.h>
#include <string.h>

enum { ENTRIES_MOST = 100000, SUMMARY_LEAST = 30 };

/* The page in which a list is searched for. */
struct search {
  const page_tree *tree;
  date_lines lines;
};

/* ---- The best group ---------------------------------------------------------------------------------- */

/* Drops entries that are not news from a list that has dates. */
static void drop_undated(const page_tree *tree, page_list *list) {
  size_t kept = 0;
  if ((float)list->dated < 0.7F * (float)list->count) return;
  list->length = 0;
  for (size_t i = 0; i < list->count; i++) {
    const list_entry *entry = &list->entries[i];
    if (!entry->has_date && !entry_is_linked(tree, entry)) continue;
    list->length += list->entries[i].length;
    list->entries[kept++] = list->entries[i];
  }
  list->count = kept;
}

/* An entry and its address. */
struct address {
  const char *target;
  size_t number;
};

static int compare_addresses(const void *left, const void *right) {
  const struct address *a = left, *b = right;
  int order = strcmp(a->target, b->target);
  return order != 0 ? order : a->number < b->number ? -1 : a->number > b->number;
}

/* Drops entries whose address an earlier one has: the top story may be in the list again. */
static void drop_repeated(page_list *list) {
  struct address *addresses = malloc((list->count + 1) * sizeof *addresses);
  size_t count = 0, kept = 0;
  if (!addresses) return;
  for (size_t i = 0; i < list->count; i++)
    if (list->entries[i].link) addresses[count++] = (struct address){html_target(list->entries[i].link), i};
  qsort(addresses, count, sizeof *addresses, compare_addresses);
  for (size_t i = 1; i < count; i++)
    if (strcmp(addresses[i].target, addresses[i - 1].target) == 0)
      list->entries[addresses[i].number].first = NULL;
  free(addresses);
  for (size_t i = 0; i < list->count; i++)
    if (list->entries[i].first) list->entries[kept++] = list->entries[i];
  list->count = kept;
}

/* Drops entries without link and date, and measures the others. */
static void measure(const page_tree *tree, page_list *list) {
  size_t kept = 0;
  sse_buffer_clear(&list->dates);
  for (size_t i = 0; i < list->count; i++) {
    list_entry entry = list->entries[i];
    if (entry_measure(tree, &entry, &list->dates)) list->entries[kept++] = entry;
  }
  list->count = kept;
  drop_repeated(list);
  list->dated = list->length = 0;
  for (size_t i = 0; i < list->count; i++) {
    list->dated += list->entries[i].has_date;
    list->length += list->entries[i].length;
  }
  drop_undated(tree, list);
}

/* Finds other headlines to replace uninformative links. */
static bool retitle(const page_tree *tree, page_list *list) {
  bool found = headlines_find(tree, list->entries, list->count);
  if (found) measure(tree, list);
  return found;
}

/* The host in a link; empty if it names none. */
static sse_str host_of(const xmlNode *link) {
  const char *href = link ? html_attribute(link, "href") : NULL;
  const char *host = href ? strstr(href, "//") : NULL;
  if (!host || host > href + strlen("https:")) return (sse_str){0};
  return (sse_str){host + 2, strcspn(host + 2, "/?#")};
}

/* Counts the links that lead to another host than the one before: news of one site have one host. */
static size_t count_sites(const page_list *list) {
  sse_str last = {0};
  size_t count = 0;
  for (size_t i = 0; i < list->count; i++) {
    sse_str host = host_of(list->entries[i].link);
    count += host.length > 0 && !sse_str_equal(host, last);
    last = host;
  }
  return count;
}

/* True if the headlines are short and lead to people's pages: the participants of a thread. */
static bool is_of_people(const page_list *list, float title) {
  static const char *const places[] = {"/user/",         "/users/",    "/member/",    "/members/",
                                       "/profile/",      "/people/",   "/profiles/",  "/author/",
                                       "memberlist.php", "member.php", "profile.php", "userinfo"};
  enum { NAME_LONGEST = 30 };
  size_t people = 0;
  for (size_t i = 0; i < list->count; i++) {
    const char *target = list->entries[i].link ? html_target(list->entries[i].link) : "";
    bool is_one = false;
    for (size_t k = 0; k < sizeof places / sizeof *places && !is_one; k++)
      is_one = strstr(target, places[k]) != NULL;
    people += is_one;
  }
  return title < NAME_LONGEST && people * 5 > list->count * 3;
}

static float score(const page_tree *tree, const page_list *list, shape_kind kind, bool is_distinct) {
  static const float kinds[] = {[SHAPE_HEADING] = 1.6F,
                                [SHAPE_TITLE] = 1.3F,
                                [SHAPE_LINK] = 1,
                                [SHAPE_ENTRY] = 1.6F,
                                [SHAPE_ROW] = 0.5F};
  float count = (float)list->count, titles = 0, dated = (float)list->dated / count;
  for (size_t i = 0; i < list->count; i++) {
    uint32_t length = tree->elements[list->entries[i].headline].length;
    titles += (float)(length < 80 ? length : 80);
  }
  float linked = 0;
  for (size_t i = 0; i < list->count; i++)
    linked += list->entries[i].link || list->entries[i].is_scripted ? 1 : 0;
  float summary = ((float)list->length - titles) / count, title = titles / count;
  bool is_likely = dated >= 0.5F || summary >= SUMMARY_LEAST || (kind == SHAPE_HEADING && linked == count);
  if (list->count < 2 || (list->count == 2 && dated < 1) || !is_likely) return 0;
  if (linked < 0.3F * count || (kind != SHAPE_HEADING && title < 10)) return 0;
  if (is_of_people(list, title) || (kind == SHAPE_ROW && dated < 0.6F)) return 0;
  if (kind != SHAPE_ROW && !is_distinct) return 0;
  return titles * (1 + 3 * dated) * (summary >= SUMMARY_LEAST ? 1.5F : 1) * kinds[kind];
}

static sse_status fill(const page_tree *tree, const shape *shapes, size_t count, page_list *list,
                       sse_error *err) {
  void *entries = list->entries;
  size_t taken = count < ENTRIES_MOST ? count : ENTRIES_MOST;
  if (!sse_array_reserve(&entries, &list->capacity, taken, sizeof *list->entries))
    return sse_fail_memory(err);
  list->entries = entries;
  list->more = count - taken;
  list->count = 0;
  for (size_t i = 0; i < taken; i++) {
    bool holds_next = i + 1 < taken && tree_holds(tree, shapes[i].element, shapes[i + 1].element);
    if (holds_next) continue;
    list->entries[list->count++] = shapes[i].kind == SHAPE_ENTRY
                                       ? headlines_of_entry(tree, shapes[i].element)
                                       : (list_entry){.headline = shapes[i].element};
  }
  return SSE_OK;
}

static bool are_boilerplate(const shape *shapes, size_t count) {
  size_t boilerplate = 0;
  for (size_t i = 0; i < count; i++)
    boilerplate += shapes[i].is_boilerplate;
  return boilerplate * 2 > count;
}

/* Makes a list of one group, and keeps it if it is better than the best so far. */
static sse_status try_group(const struct search *search, const shape *shapes, size_t count, page_list *best,
                            sse_error *err) {
  const page_tree *tree = search->tree;
  page_list list = {0};
  sse_status status = fill(tree, shapes, count, &list, err);
  if (!status) {
    if (shapes[0].kind == SHAPE_ROW) list.count = rows_find_headlines(tree, list.entries, list.count);
    if (shapes[0].kind == SHAPE_LINK) headlines_find_in_links(tree, list.entries, list.count);
    entry_range_set(tree, &search->lines, list.entries, list.count);
    measure(tree, &list);
    bool is_boilerplate = are_boilerplate(shapes, count);
    bool is_distinct = list.count >= 2 && shapes[0].kind != SHAPE_ROW &&
                       headlines_are_distinct(tree, list.entries, list.count);
    bool is_guess = shapes[0].kind == SHAPE_LINK && !is_boilerplate && list.count >= 2 && !is_distinct &&
                    retitle(tree, &list);
    if (is_guess) is_distinct = headlines_are_distinct(tree, list.entries, list.count);
    bool is_again =
        shapes[0].kind == SHAPE_LINK && is_distinct && headlines_are_repeated(tree, list.entries, list.count);
    if (is_again) is_distinct = false;
    list.is_marked = shapes[0].kind == SHAPE_ENTRY;
    list.score = score(tree, &list, shapes[0].kind, is_distinct) * (is_boilerplate ? 0.2F
                                                                    : is_guess     ? 0.5F
                                                                                   : 1);
  }
  if (!status && list.score > best->score) {
    list_reset(best);
    *best = list;
  } else {
    list_reset(&list);
  }
  return status;
}

static bool is_in_menu(const page_tree *tree, uint32_t element) {
  for (uint32_t i = element; i != TREE_NONE; i = tree->elements[i].parent)
    if (tree->elements[i].names & NAME_MENU) return true;
  return false;
}

/* Records the properties that distinguish lists of news from others. */
static void note_kind(const page_tree *tree, page_list *list) {
  list->linked = list->in_menus = 0;
  for (size_t i = 0; i < list->count; i++) {
    const list_entry *entry = &list->entries[i];
    list->linked += entry_is_linked(tree, entry);
    list->in_menus += is_in_menu(tree, entry->headline);
  }
  list->sites = count_sites(list);
}

bool list_has_summaries(const page_tree *tree, const page_list *list) {
  enum { LOOKED_AT = 100 };
  size_t looked = list->count < LOOKED_AT ? list->count : LOOKED_AT;
  const entry_captions none = {0};
  sse_buffer text = {0};
  for (size_t i = 0; i < looked; i++)
    entry_text_append(tree, &list->entries[i], &none, (sse_str){0}, &text);
  bool has = text.length >= SUMMARY_LEAST * looked;
  sse_buffer_reset(&text);
  return has;
}

/* The element that contains the list, and up to two levels more. */
static uint32_t region_of(const page_tree *tree, const page_list *list) {
  uint32_t region = list->entries[0].headline, last = list->entries[list->count - 1].headline;
  while (region > 0 && !tree_holds(tree, region, last))
    region = tree->elements[region].parent;
  for (int level = 0; level < 2 && region > 0 && !html_is(tree->elements[region].node, "body"); level++)
    region = tree->elements[region].parent;
  return region;
}

/* Inserts the only entry of another list before the others. */
static sse_status prepend(page_list *list, const page_list *lead, sse_error *err) {
  const list_entry *entry = &lead->entries[0];
  void *entries = list->entries;
  if (!sse_array_reserve(&entries, &list->capacity, list->count + 1, sizeof *list->entries))
    return sse_fail_memory(err);
  list->entries = entries;
  memmove(list->entries + 1, list->entries, list->count * sizeof *list->entries);
  list->entries[0] = *entry;
  list->entries[0].date_at = list->dates.length;
  sse_buffer_append_str(&list->dates, sse_str_part(sse_buffer_str(&lead->dates), entry->date_at,
                                                   entry->date_at + entry->date.length));
  list->count++;
  list->dated++;
  list->length += entry->length;
  return SSE_OK;
}

/* Adds the top stories of a page, which come before the list in another form: a linked heading with a
 * date. */
static sse_status add_leads(const struct search *search, page_list *list, sse_error *err) {
  const page_tree *tree = search->tree;
  enum { TRIES_MOST = 5 };
  sse_status status = SSE_OK;
  if (list->count == 0 || list->is_marked || list->dated * 5 < list->count * 4) return SSE_OK;
  uint32_t region = region_of(tree, list), first = list->entries[0].top;
  for (uint32_t i = first, tries = 0; i > region && tries < TRIES_MOST && !status; i--) {
    const tree_element *element = &tree->elements[i];
    bool is_headline = tree_is_heading(element->node) && element->length >= 10;
    if (!is_headline || tree_link_density(element) < 0.5F) continue;
    tries++;
    page_list lead = {.entries = (list_entry[2]){{.headline = i}, list->entries[0]}, .count = 2};
    if (tree_holds(tree, i, list->entries[0].headline) || tree_holds(tree, list->entries[0].top, i)) continue;
    entry_range_set(tree, &search->lines, lead.entries, lead.count);
    lead.count = 1;
    measure(tree, &lead);
    if (lead.count > 0 && lead.entries[0].has_date) status = prepend(list, &lead, err);
    sse_buffer_reset(&lead.dates);
  }
  return status;
}

/* Sets each entry's date, now that the buffer of all dates is complete. */
static sse_status set_dates(page_list *list, sse_error *err) {
  for (size_t i = 0; i < list->count && !list->dates.failed; i++) {
    list_entry *entry = &list->entries[i];
    entry->date =
        sse_str_part(sse_buffer_str(&list->dates), entry->date_at, entry->date_at + entry->date.length);
  }
  return list->dates.failed ? sse_fail_memory(err) : SSE_OK;
}

/* A group of shapes, and how promising it is before its entries are examined. */
struct group {
  const shape *shapes;
  size_t count;
  float promise;
};

static float promise_of(const page_tree *tree, const shape *shapes, size_t count) {
  static const float kinds[] = {
      [SHAPE_HEADING] = 4, [SHAPE_TITLE] = 3, [SHAPE_LINK] = 1, [SHAPE_ENTRY] = 4, [SHAPE_ROW] = 0.3F};
  float sum = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t length = tree->elements[shapes[i].element].length;
    sum += (float)(length < 80 ? length : 80);
  }
  return sum * kinds[shapes[0].kind] * (are_boilerplate(shapes, count) ? 0.2F : 1);
}

enum { GROUPS_MOST = 24 }; /* that are examined closely */

/* Keeps the most promising groups, best first. */
static void keep_group(struct group *groups, size_t *count, struct group group) {
  size_t at = *count;
  while (at > 0 && groups[at - 1].promise < group.promise) {
    if (at < GROUPS_MOST) groups[at] = groups[at - 1];
    at--;
  }
  if (at < GROUPS_MOST) groups[at] = group;
  if (*count < GROUPS_MOST) ++*count;
}

/* Keeps the longest of adjacent links in an entry, such as a category and a headline. Returns the number of
 * links kept; 0 if there is no choice. `kept` has room for all. */
static size_t keep_longest(const page_tree *tree, const struct group *group, shape *kept) {
  enum { BOILERPLATE_MOST = 4 };
  size_t count = 0;
  uint32_t last = TREE_NONE;
  for (size_t i = 0; i < group->count; i++) {
    const tree_element *element = &tree->elements[group->shapes[i].element];
    bool is_boilerplate = count > 0 && element->parent == last;
    if (!is_boilerplate || element->length > tree->elements[kept[count - 1].element].length)
      kept[is_boilerplate ? count - 1 : count++] = group->shapes[i];
    last = element->parent;
  }
  return count < group->count && count * BOILERPLATE_MOST >= group->count ? count : 0;
}

/* Tries a group; a group of links is also tried without those next to longer ones. */
static sse_status try_links(const struct search *search, const struct group *group, page_list *list,
                            sse_error *err) {
  sse_status status = try_group(search, group->shapes, group->count, list, err);
  if (status || group->shapes[0].kind != SHAPE_LINK) return status;
  shape *kept = malloc(group->count * sizeof *kept);
  if (!kept) return sse_fail_memory(err);
  size_t count = keep_longest(search->tree, group, kept);
  if (count > 1) status = try_group(search, kept, count, list, err);
  free(kept);
  return status;
}

sse_status list_find(const page_tree *tree, page_list *list, sse_error *err) {
  page_shapes shapes = {0};
  struct search search = {.tree = tree};
  struct group groups[GROUPS_MOST];
  size_t count = 0;
  sse_status status = shapes_collect(tree, &shapes, err);
  if (!status) status = date_lines_collect(tree, &search.lines, err);
  for (size_t start = 0, end; start < shapes.count && !status; start = end) {
    const shape *first = shapes.shapes + start;
    for (end = start; end < shapes.count && shapes.shapes[end].path == first->path;)
      end++;
    if (end - start < 2) continue;
    keep_group(groups, &count, (struct group){first, end - start, promise_of(tree, first, end - start)});
  }
  for (size_t i = 0; i < count && !status; i++) {
    bool is_needless = groups[i].shapes[0].kind == SHAPE_ROW && list->dated * 5 > groups[i].count * 4;
    if (!is_needless) status = try_links(&search, &groups[i], list, err);
  }
  shapes_reset(&shapes);
  if (!status) status = add_leads(&search, list, err);
  date_lines_reset(&search.lines);
  if (!status) status = set_dates(list, err);
  note_kind(tree, list);
  headlines_keep_dates(tree, list->entries, list->count);
  return status;
}

sse_status list_find_captions(const page_tree *tree, page_list *list, sse_error *err) {
  return entry_text_find_captions(tree, list->entries, list->count, &list->captions, err);
}

void list_reset(page_list *list) {
  entry_text_reset_captions(&list->captions);
  sse_buffer_reset(&list->dates);
  free(list->entries);
  *list = (page_list){0};
}

bool list_holds(const page_tree *tree, const page_list *list, uint32_t element) {
  size_t low = 0, high = list->count;
  while (low < high) { /* finds the last entry that begins at or before the element */
    size_t middle = (low + high) / 2;
    uint32_t first = tree_number(tree, list->entries[middle].first);
    if (first == TREE_NONE) first = list->entries[middle].top;
    if (first <= element) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == 0) return false;
  const list_entry *entry = &list->entries[low - 1];
  uint32_t last = tree_number(tree, entry->last);
  return element < tree->elements[last == TREE_NONE ? entry->top : last].end;
}
