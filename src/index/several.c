/* The ranking data of several archives. Scores equal those of one index with all items: the inputs of weights
 * that do not depend on the item are added up, and the impacts stored in an archive are used if its own
 * measures yield the same ones; otherwise they are recomputed from FTS5's postings. */
#include "index/several.h"
#include "index/common.h"
#include "index/lists/read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
  KINDS = INDEX_LABEL_SITE, /* kinds of labels that archives have */
  LABELS = 65536,
  IDS = 256 /* ids kept in memory */
};

/* A label of an archive. */
struct label {
  char *name;
  int kind;
  uint32_t archive, number; /* its number there */
  uint16_t common;          /* its common number among those of its kind */
};

/* The values of an archive's items, with the common numbers of labels. */
struct translated {
  uint16_t *numbers[KINDS]; /* by number in the archive; NULL until requested */
  index_values **chunks;    /* NULL until requested */
  size_t chunk_count;
};

struct known_id {
  uint32_t number; /* 0 for none */
  sse_buffer id;
};

struct several {
  const index_db *index;
  size_t count;
  struct lists **lists; /* of the archives */
  const index_measures *measures;
  struct label *labels; /* sorted by kind and name */
  size_t label_count, label_capacity;
  bool has_labels;
  struct translated *translated;
  index_span *spans;
  struct known_id ids[2][IDS]; /* of the first and of the second of two items */
  index_common common;
  bool has_common; /* they have been searched for */
};

/* ---- Measures ----------------------------------------------------------------------------------- */

/* Averages times items are the exact numbers of words they were computed from, so the common averages equal
 * those of one index to the last bit. */
static void add_up(const struct several *several, index_measures *measures) {
  double title = 0, body = 0, items = 0;
  for (size_t i = 0; i < several->count; i++) {
    const index_measures *one = lists_measures(several->lists[i]);
    items += one->items;
    title += round(one->title_length * one->items);
    body += round(one->body_length * one->items);
  }
  *measures = (index_measures){.items = (uint32_t)items};
  if (items < 1) items = 1;
  index_measures_prepare(measures, title / items, body / items);
}

sse_status several_new(const index_db *index, struct several **several, index_measures *measures,
                       size_t *numbers, sse_error *err) {
  struct several *made = calloc(1, sizeof *made);
  sse_status status = SSE_OK;
  *several = made;
  if (!made) return sse_fail_memory(err);
  made->index = index;
  made->count = index_archive_count(index);
  made->measures = measures;
  made->lists = calloc(made->count, sizeof(struct lists *));
  made->translated = calloc(made->count, sizeof *made->translated);
  if (!made->lists || !made->translated) return sse_fail_memory(err);
  for (size_t i = 0; i < made->count && !status; i++) {
    status = lists_of(index_archive(index, i), &made->lists[i], err);
    if (!status) *numbers = index_archive_first(index, i) + lists_numbers(made->lists[i]);
  }
  if (!status) add_up(made, measures);
  return status;
}

void several_free(struct several *several) {
  if (!several) return;
  for (size_t i = 0; i < several->label_count; i++)
    free(several->labels[i].name);
  for (size_t i = 0; several->translated && i < several->count; i++) {
    struct translated *translated = &several->translated[i];
    for (size_t k = 0; k < KINDS; k++)
      free(translated->numbers[k]);
    for (size_t k = 0; k < translated->chunk_count && translated->chunks; k++)
      free(translated->chunks[k]);
    free(translated->chunks);
  }
  for (size_t i = 0; i < IDS; i++) {
    sse_buffer_reset(&several->ids[0][i].id);
    sse_buffer_reset(&several->ids[1][i].id);
  }
  common_reset(&several->common);
  free(several->labels);
  free(several->translated);
  free(several->lists);
  free(several->spans);
  free(several);
}

/* ---- Labels ------------------------------------------------------------------------------------- */

struct gathering {
  struct several *several;
  int kind;
  uint32_t archive;
};

static sse_status take_label(void *context, uint32_t number, sse_str name, sse_error *err) {
  const struct gathering *gathering = context;
  struct several *several = gathering->several;
  void *labels = several->labels;
  char *copy = sse_copy(name);
  if (!copy ||
      !sse_array_reserve(&labels, &several->label_capacity, several->label_count + 1, sizeof(struct label))) {
    free(copy);
    return sse_fail_memory(err);
  }
  several->labels = labels;
  several->labels[several->label_count++] =
      (struct label){copy, gathering->kind, gathering->archive, number, 0};
  return SSE_OK;
}

static int compare_labels(const void *a, const void *b) {
  const struct label *left = a, *right = b;
  if (left->kind != right->kind) return left->kind - right->kind;
  int order = strcmp(left->name, right->name);
  return order != 0 ? order : (left->archive > right->archive) - (left->archive < right->archive);
}

static bool is_new_label(const struct several *several, size_t i) {
  const struct label *label = &several->labels[i];
  return i == 0 || label[-1].kind != label->kind || strcmp(label[-1].name, label->name) != 0;
}

/* Numbers the labels of each kind in the order of their names, as an index does. If there are more than the
 * field in index_values can hold, the rest share the last number. */
static void number_labels(struct several *several) {
  uint32_t number = 0;
  for (size_t i = 0; i < several->label_count; i++) {
    struct label *label = &several->labels[i];
    bool is_small = label->kind == INDEX_LABEL_LANG || label->kind == INDEX_LABEL_GROUP;
    uint32_t most = is_small ? UINT8_MAX : UINT16_MAX;
    if (i > 0 && label[-1].kind != label->kind) number = 0;
    number += is_new_label(several, i);
    label->common = (uint16_t)(number < most ? number : most);
    several->translated[label->archive].numbers[label->kind - 1][label->number] = label->common;
  }
}

static sse_status read_labels(struct several *several, sse_error *err) {
  sse_status status = SSE_OK;
  for (uint32_t i = 0; i < several->count && !status; i++) {
    struct translated *translated = &several->translated[i];
    for (int kind = 1; kind <= KINDS && !status; kind++) {
      struct gathering gathering = {several, kind, i};
      if (!translated->numbers[kind - 1])
        translated->numbers[kind - 1] = calloc(LABELS, sizeof *translated->numbers[0]);
      status = translated->numbers[kind - 1]
                   ? lists_labels(index_archive(several->index, i), kind, &gathering, take_label, err)
                   : sse_fail_memory(err);
    }
  }
  if (status) return status;
  if (several->label_count > 0)
    qsort(several->labels, several->label_count, sizeof *several->labels, compare_labels);
  number_labels(several);
  several->has_labels = true;
  return SSE_OK;
}

sse_status several_labels(struct several *several, int kind, void *context, index_label_fn *on_label,
                          sse_error *err) {
  sse_status status = several->has_labels ? SSE_OK : read_labels(several, err);
  for (size_t i = 0; i < several->label_count && !status; i++) {
    const struct label *label = &several->labels[i];
    if (label->kind == kind && is_new_label(several, i))
      status = on_label(context, label->common, sse_str_of(label->name), err);
  }
  return status;
}

/* ---- Items -------------------------------------------------------------------------------------- */

/* Finds the item with a common number; returns false if there is none. */
static bool locate(const struct several *several, uint32_t number, size_t *archive, uint32_t *there) {
  *archive = index_archive_of(several->index, number);
  *there = number - index_archive_first(several->index, *archive);
  return *there < lists_numbers(several->lists[*archive]);
}

/* The result for a number without an item: those between two archives are unused, larger ones are damage. */
static sse_status miss(const struct several *several, size_t archive, sse_error *err) {
  return archive + 1 < several->count
             ? SSE_OK
             : index_fail_damaged(index_path(index_archive(several->index, archive)), "values", err);
}

/* Copies the values of a chunk of an archive, with the common numbers of their labels. */
static sse_status translate_chunk(struct several *several, size_t archive, size_t chunk, sse_error *err) {
  struct translated *translated = &several->translated[archive];
  struct lists *lists = several->lists[archive];
  size_t begin = chunk * INDEX_VALUES, left = lists_numbers(lists) - begin;
  size_t count = left < INDEX_VALUES ? left : INDEX_VALUES;
  const index_values *values;
  sse_status status = several->has_labels ? SSE_OK : read_labels(several, err);
  if (!status) status = lists_values_of(lists, (uint32_t)begin, &values, err);
  if (status) return status;
  index_values *copy = calloc(count, sizeof *copy);
  if (!copy) return sse_fail_memory(err);
  for (size_t i = 0; i < count; i++) {
    copy[i] = values[i];
    copy[i].source = translated->numbers[INDEX_LABEL_SOURCE - 1][values[i].source];
    copy[i].site = translated->numbers[INDEX_LABEL_SITE - 1][values[i].site];
    copy[i].lang = (uint8_t)translated->numbers[INDEX_LABEL_LANG - 1][values[i].lang];
    copy[i].group = (uint8_t)translated->numbers[INDEX_LABEL_GROUP - 1][values[i].group];
  }
  translated->chunks[chunk] = copy;
  return SSE_OK;
}

sse_status several_values_of(struct several *several, uint32_t number, const index_values **values,
                             sse_error *err) {
  static const index_values none = {0};
  size_t archive;
  uint32_t there;
  *values = &none;
  if (!locate(several, number, &archive, &there)) return miss(several, archive, err);
  struct translated *translated = &several->translated[archive];
  if (!translated->chunks) {
    translated->chunk_count = lists_numbers(several->lists[archive]) / INDEX_VALUES + 1;
    translated->chunks = calloc(translated->chunk_count, sizeof(index_values *));
    if (!translated->chunks) return sse_fail_memory(err);
  }
  size_t chunk = there / INDEX_VALUES;
  sse_status status = translated->chunks[chunk] ? SSE_OK : translate_chunk(several, archive, chunk, err);
  if (!status) *values = &translated->chunks[chunk][there % INDEX_VALUES];
  return status;
}

sse_status several_norms_of(struct several *several, uint32_t number, const index_norms **norms,
                            sse_error *err) {
  static const index_norms none = {0};
  size_t archive;
  uint32_t there;
  *norms = &none;
  return locate(several, number, &archive, &there)
             ? lists_norms_of(several->lists[archive], there, norms, err)
             : miss(several, archive, err);
}

sse_status several_days_from(struct several *several, uint32_t number, const index_day **days,
                             uint32_t *until, sse_error *err) {
  size_t archive;
  uint32_t there;
  *days = NULL;
  *until = number + 1;
  if (!locate(several, number, &archive, &there)) return miss(several, archive, err);
  sse_status status = lists_days_from(several->lists[archive], there, days, until, err);
  *until += number - there;
  return status;
}

/* The id of the first or second of two items, borrowed until others are requested. */
static sse_status find_id(struct several *several, int which, uint32_t number, sse_str *id, sse_error *err) {
  struct known_id *known = &several->ids[which][number % IDS];
  sse_status status = known->number == number ? SSE_OK : index_id_of(several->index, number, &known->id, err);
  known->number = status ? 0 : number;
  *id = sse_buffer_str(&known->id);
  return status;
}

sse_status several_is_before(struct several *several, uint32_t a, uint32_t b, bool *is_before,
                             sse_error *err) {
  size_t archive, other;
  uint32_t there, there_too;
  sse_str left, right;
  *is_before = a < b;
  if (locate(several, a, &archive, &there) && locate(several, b, &other, &there_too) && archive == other)
    return lists_is_before(several->lists[archive], there, there_too, is_before, err);
  sse_status status = find_id(several, 0, a, &left, err);
  if (!status) status = find_id(several, 1, b, &right, err);
  if (status) return status;
  int order = sse_str_compare(left, right);
  if (order != 0) *is_before = order < 0;
  return SSE_OK;
}

sse_status several_common_ids(struct several *several, const index_common **common, sse_error *err) {
  sse_status status = SSE_OK;
  if (!several->has_common) {
    common_reset(&several->common); /* left by a failed attempt */
    status = common_find(several->index, &several->common, err);
    several->has_common = !status;
  }
  *common = &several->common;
  return status;
}

sse_status several_sketch_sum(struct several *several, uint64_t key, uint64_t *sum, sse_error *err) {
  sse_status status = SSE_OK;
  *sum = 0;
  for (size_t i = 0; i < several->count && !status; i++) {
    uint64_t one;
    status = lists_sketch_sum(several->lists[i], key, &one, err);
    if (!status) *sum += one;
  }
  return status;
}

static sse_status read_spans(const struct several *several, index_span *spans, sse_error *err) {
  sse_status status = SSE_OK;
  const index_span *found;
  size_t count;
  for (size_t i = 0; i < several->count && !status; i++) {
    status = lists_spans(several->lists[i], &found, &count, err);
    if (!status)
      memcpy(spans + index_archive_first(several->index, i) / INDEX_DAYS, found, count * sizeof *found);
  }
  return status;
}

sse_status several_spans(struct several *several, const index_span **spans, size_t *count, sse_error *err) {
  size_t last = several->count - 1;
  sse_status status = SSE_OK;
  *count = index_archive_first(several->index, last) / INDEX_DAYS +
           lists_numbers(several->lists[last]) / INDEX_DAYS + 1;
  if (!several->spans) {
    index_span *read = calloc(*count, sizeof *read);
    status = read ? read_spans(several, read, err) : sse_fail_memory(err);
    if (status) free(read);
    if (!status) several->spans = read;
  }
  *spans = several->spans;
  return status;
}

/* ---- Postings ----------------------------------------------------------------------------------- */

sse_status several_postings_read(struct several *several, sse_str expression, index_postings *postings,
                                 sse_error *err) {
  index_postings found = {0};
  sse_status status = SSE_OK;
  postings->count = 0;
  for (size_t i = 0; i < several->count && !status; i++) {
    void *grown = postings->postings;
    uint32_t first = index_archive_first(several->index, i);
    status = lists_postings_read(several->lists[i], expression, &found, err);
    if (status) break;
    if (!sse_array_reserve(&grown, &postings->capacity, postings->count + found.count,
                           sizeof *found.postings))
      status = sse_fail_memory(err);
    postings->postings = grown;
    for (size_t k = 0; k < found.count && !status; k++)
      postings->postings[postings->count++] =
          (index_posting){found.postings[k].item + first, found.postings[k].counts};
  }
  index_postings_reset(&found);
  return status;
}

sse_status several_posting_find(struct several *several, sse_str expression, uint32_t item,
                                index_posting *posting, sse_error *err) {
  size_t archive;
  uint32_t there;
  *posting = (index_posting){0};
  if (!locate(several, item, &archive, &there)) return SSE_OK;
  sse_status status = lists_posting_find(several->lists[archive], expression, there, posting, err);
  if (posting->item != 0) posting->item = item;
  return status;
}
