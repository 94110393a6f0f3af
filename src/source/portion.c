/* Portions of a file: hashes them, looks them up, and skips those that are known.
 * The losses of a portion are stored with it, and counted again when it is skipped. A portion with a problem
 * is not stored, so that the next run reports the problem again. */
#include "source/portion.h"

#include <string.h>
#include <xxhash.h>

/* Writes a loss in its stored form: its kind, count, name and reason ("" for none), both texts
 * NUL-terminated:
 *
 *   | kind 1 byte | count 4 bytes, as in memory | name NUL | reason NUL | */
static void write_loss(struct portion *portion, const struct account_loss *loss, size_t more) {
  const char kind = (char)loss->kind, *reason = loss->reason ? loss->reason : "";
  const uint32_t count = more < UINT32_MAX ? (uint32_t)more : UINT32_MAX;
  sse_buffer_append(&portion->losses, &kind, 1);
  sse_buffer_append(&portion->losses, &count, sizeof count);
  sse_buffer_append(&portion->losses, loss->name, strlen(loss->name) + 1);
  sse_buffer_append(&portion->losses, reason, strlen(reason) + 1);
}

/* Writes the losses in the order in which they occurred. */
static void write_losses(struct portion *portion, const struct account *account) {
  sse_buffer_clear(&portion->losses);
  for (size_t turn = 1; turn <= account->turns; turn++)
    for (size_t i = 0; i < account->loss_count; i++)
      if (account->losses[i].turn == turn)
        write_loss(portion, &account->losses[i], account->losses[i].count - portion->counts[i]);
}

/* Returns the text up to the next NUL and skips both; NULL if there is no NUL. */
static const char *take_text(sse_str *losses) {
  const char *text = losses->data, *nul = losses->length > 0 ? memchr(text, '\0', losses->length) : NULL;
  if (!nul) return NULL;
  *losses = sse_str_part(*losses, (size_t)(nul - text) + 1, losses->length);
  return text;
}

/* Counts stored losses again. Stops at anything not in the form above; fewer losses are then reported. */
static void count_losses(struct account *account, sse_str losses) {
  uint32_t count;
  while (losses.length > 1 + sizeof count) {
    source_loss_kind kind = (source_loss_kind)losses.data[0];
    memcpy(&count, losses.data + 1, sizeof count);
    losses = sse_str_part(losses, 1 + sizeof count, losses.length);
    const char *name = take_text(&losses), *reason = name ? take_text(&losses) : NULL;
    if (!reason || kind > SOURCE_NOT_ASKED) return;
    account_lose_several(account, kind, sse_str_of(name), *reason ? reason : NULL, count);
    if (kind == SOURCE_WITHHELD) account->report->withheld += count;
  }
}

/* Hashes the portion and everything else that affects its items, except for how the file is read. */
static void hash(source_portion *portion, const item_maker *maker, const struct reader *reader,
                 sse_str text) {
  XXH128_canonical_t canonical;
  const sse_str base = sse_str_of(reader->base ? reader->base : "");
  XXH64_hash_t seed = XXH3_64bits_withSeed(&maker->told, sizeof maker->told, (uint64_t)maker->order);
  seed = XXH3_64bits_withSeed(base.data, base.length, seed);
  XXH128_canonicalFromHash(&canonical, XXH3_128bits_withSeed(text.data, text.length, seed));
  memcpy(portion->hash, canonical.digest, sizeof portion->hash);
}

static size_t further_length(const struct reader *reader) {
  return reader->options->further ? reader->options->further->length : 0;
}

/* Records the state of the account before a portion of `lines` lines. */
static void begin(struct portion *portion, const struct reader *reader, size_t lines) {
  struct account *account = reader->account;
  account_begin_turns(account);
  portion->last = portion->said.line + lines - 1;
  portion->items = account->report->items;
  portion->repaired = account->report->repaired;
  portion->problems = account->problems;
  portion->changing = account->changing;
  portion->further = further_length(reader);
  for (size_t i = 0; i <= ACCOUNT_NAMES; i++)
    portion->counts[i] = i < account->loss_count ? account->losses[i].count : 0;
}

/* Passes on the portion that was read, if it yielded nothing but items and losses that can be stored. */
static sse_status end(struct portion *portion, const item_maker *maker, const struct reader *reader,
                      sse_error *err) {
  const struct account *account = reader->account;
  const source_report *report = account->report;
  const bool has_ended = sse_lines_number(reader->lines) == portion->last; /* and not after it */
  const bool is_plain = account->problems == portion->problems && report->repaired == portion->repaired &&
                        account->changing == portion->changing && !report->is_window &&
                        further_length(reader) == portion->further && account->loss_count <= ACCOUNT_NAMES;
  portion->last = 0;
  if (!has_ended || !is_plain) return SSE_OK;
  write_losses(portion, account);
  if (portion->losses.failed) return sse_fail_memory(err);
  portion->said.items = report->items - portion->items;
  portion->said.told = maker->told;
  portion->said.losses = sse_buffer_str(&portion->losses);
  account->handler->on_portion_read(account->handler->context, &portion->said);
  return SSE_OK;
}

sse_status portion_next(struct portion *portion, item_maker *maker, const struct reader *reader,
                        bool *is_stopped, sse_error *err) {
  struct account *account = reader->account;
  const source_handler *handler = account->handler;
  if (sse_lines_number(reader->lines) < portion->last) return SSE_OK;
  sse_status status = portion->last > 0 ? end(portion, maker, reader, err) : SSE_OK;
  for (bool is_known = true; is_known && !status;) {
    const size_t before = sse_lines_number(reader->lines);
    sse_str text;
    size_t lines;
    status = sse_lines_ahead(reader->lines, PORTION_LINES - before % PORTION_LINES, &text, &lines, err);
    if (status || lines == 0) return status;
    portion->said = (source_portion){.line = before + 1};
    hash(&portion->said, maker, reader, text);
    status = handler->on_portion(handler->context, &portion->said, &is_known, err);
    *is_stopped = status != SSE_OK;
    if (!status && !is_known) begin(portion, reader, lines);
    if (status || !is_known) continue;
    maker->told = portion->said.told;
    account->report->items += portion->said.items;
    count_losses(account, portion->said.losses);
    sse_lines_skip(reader->lines, text, lines);
    reader_report_progress(reader);
  }
  return status;
}

void portion_reset(struct portion *portion) {
  sse_buffer_reset(&portion->losses);
}
