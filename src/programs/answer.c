/* What ssesearch does once its options are read: opens the index, answers one query or many, shows an item.
 * The request is described in answer.h.
 * Nothing here reads options or decides on exit codes. */
#include "programs/answer.h"
#include "base/log.h"
#include "programs/archives.h"
#include "programs/common.h"
#include "programs/mail.h"
#include "programs/open.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* What the searches of one run share. */
struct session {
  const struct command *command;
  index_db *index;
  search_options options;
  size_t found; /* items, over all queries */
  size_t left;  /* new items that were not printed */
  bool asks;    /* the query has something to search for */
};

static sse_status note_hits(struct session *session, const search_results *results, sse_error *err) {
  sse_status status = SSE_OK;
  session->left = results->total - results->hit_count;
  for (size_t i = 0; i < results->hit_count && !status; i++)
    status = saved_note(session->command->saved, results->hits[i].id, results->hits[i].content, err);
  return status;
}

/* Opens the requested hit, the only one that was read. If there is none, that is not an error but an empty
 * result. */
static sse_status open_hit(struct session *session, const search_results *results, sse_error *err) {
  sse_buffer address = {0};
  if (results->hit_count == 0) {
    sse_log(SSE_LOG_WARNING, "there is no hit %ld: %s%zu match", session->command->open.number,
            results->total_is_exact ? "" : "more than ", results->total);
    session->found = 0;
    return SSE_OK;
  }
  sse_status status = open_find(&results->hits[0], &address, err);
  if (!status) {
    program_print(stdout, "", address.data, "\n");
    status = program_flush(err); /* a browser in the terminal may print after this */
  }
  if (!status) status = open_address(address.data, err);
  sse_buffer_reset(&address);
  return status;
}

/* Appends the address of the server's pages, without a slash at the end; nothing unless the configuration has
 * that address, and one index for both searching and serving. */
static void append_pages(const struct command *command, sse_buffer *base) {
  const program_config *config = command->config;
  const char *url = config->values[SETTING_URL].text, *db = getenv("SSESEARCH_DB");
  bool is_other = command->db.count > 0 || (db && *db) || config->lists[SETTING_DB_SEARCH].count > 0 ||
                  config->lists[SETTING_DB_SERVE].count > 0;
  if (!url || is_other) return;
  sse_buffer_append_text(base, url);
  while (base->length > 0 && !base->failed && base->data[base->length - 1] == '/')
    base->data[--base->length] = '\0';
}

static sse_status answer(struct session *session, const char *id, const char *query, sse_error *err) {
  const struct command *command = session->command;
  mail_sender sender = {0};
  render_options shown = command->shown;
  render_mail_head mail = {.from = command->mail_from.text,
                           .to = command->mail_to.text,
                           .name = command->name,
                           .is_new = command->only_new};
  shown.query_id = id;
  shown.mail = &mail;
  sse_buffer pages = {0};
  if (command->results == RENDER_MAIL) {
    mail_complete(&mail, &sender);
    append_pages(command, &pages);
    shown.base = pages.failed ? NULL : pages.data; /* if memory is short, there are no links to the pages */
  }
  search_results results;
  sse_status status = search_run(session->index, query, &session->options, &results, err);
  session->found += results.total;
  session->asks = results.word_count > 0 || results.has_filters || command->search.similar;
  bool is_quiet =
      command->results == RENDER_TEXT && (!session->asks || (command->only_new && results.total == 0));
  if (!status && command->open.text) {
    status = open_hit(session, &results, err);
  } else if (!status && command->count) {
    if (id) program_print(stdout, "", id, "\t");
    (void)printf("%zu\n", results.total);
  } else if (!status && !is_quiet) {
    status = render_results(stdout, command->results, &results, &shown, err);
  }
  if (!status && command->only_new) status = note_hits(session, &results, err);
  if (!status && !session->asks) sse_log(SSE_LOG_WARNING, "the query has no word to search for");
  for (size_t i = 0; i < results.notes.count && !status; i++)
    sse_log(SSE_LOG_WARNING, "%s", results.notes.notes[i].text);
  search_results_reset(&results);
  sse_buffer_reset(&pages);
  return status;
}

/* Answers a saved query. What was printed is recorded only once it is out. */
static sse_status answer_saved(struct session *session, const char *query, sse_error *err) {
  const struct command *command = session->command;
  if (command->only_new) session->options.is_known = saved_is_known;
  session->options.known_context = command->saved;
  sse_status status = answer(session, NULL, query, err);
  if (status || !command->keeps || !session->asks) return status;
  status = program_deliver(err);
  if (!status) status = saved_write(command->saved, command->only_new ? (int64_t)time(NULL) : 0, err);
  if (!status && session->left > 0)
    sse_log(SSE_LOG_WARNING, "%zu more %s new; run it again to see %s", session->left,
            session->left == 1 ? "is" : "are", session->left == 1 ? "it" : "them");
  return status;
}

/* Each line of the file is an id, a tab and a query. */
static sse_status answer_file(struct session *session, const char *path, sse_error *err) {
  sse_lines *lines;
  sse_str line;
  bool more = true;
  sse_status status = sse_lines_open(path, &lines, err);
  if (status) return status;
  while (!status && more) {
    status = sse_lines_next(lines, &line, &more, err);
    if (status || !more || line.length == 0) continue;
    char *copy = sse_copy(line), *tab = copy ? strchr(copy, '\t') : NULL;
    if (!copy) {
      status = sse_fail_memory(err);
    } else if (!tab) {
      status = sse_fail(err, SSE_INVALID, "%s:%zu: is not an id, a tab and a query", path,
                        sse_lines_number(lines));
    } else {
      *tab = '\0';
      status = answer(session, copy, tab + 1, err);
    }
    free(copy);
  }
  sse_lines_close(lines);
  return status;
}

/* Prints one whole item. If there is none, that is not an error but an empty result. */
static sse_status show(struct session *session, sse_error *err) {
  const struct command *command = session->command;
  search_hit item;
  sse_status status = search_item(session->index, NULL, command->show.text, true, &item, err);
  if (status == SSE_NOT_FOUND) {
    sse_log(SSE_LOG_WARNING, "%s", err->message);
    status = SSE_OK;
  } else if (!status) {
    session->found = 1;
    if (command->results == RENDER_JSON) {
      status = render_item_json(stdout, &item, &command->shown, err);
    } else {
      render_item_text(stdout, &item, &command->shown);
    }
  }
  search_hit_reset(&item);
  return status;
}

/* Finds a saved search that a query names: its words and its filters. A search saved with --similar or
 * --match any cannot be part of a query. */
static sse_status find_saved(void *context, const char *name, sse_buffer *text, bool *found, sse_error *err) {
  saved_query query;
  sse_error why;
  (void)context;
  sse_status status = saved_query_read(name, &query, &why);
  *found = status == SSE_OK && !saved_query_has(&query, SAVED_SIMILAR) &&
           !(saved_query_has(&query, SAVED_MATCH) && strcmp(query.parts[SAVED_MATCH], "any") == 0);
  if (status == SSE_OK && !*found)
    sse_log(SSE_LOG_WARNING, "saved:%s has --similar or --match any, which cannot be part of a query", name);
  if (status == SSE_INVALID) sse_log(SSE_LOG_WARNING, "saved:%s: %s", name, why.message);
  if (*found)
    sse_buffer_printf(text, "(%s) %s", query.parts[SAVED_WORDS] ? query.parts[SAVED_WORDS] : "",
                      query.parts[SAVED_FILTERS] ? query.parts[SAVED_FILTERS] : "");
  saved_query_reset(&query);
  if (status == SSE_NOT_FOUND || status == SSE_INVALID)
    status = SSE_OK; /* no such search, or an invalid name */
  if (status) *err = why;
  return !status && text->failed ? sse_fail_memory(err) : status;
}

/* Opens the thesaurus of the command line or, by default, of the configuration; NULL if there is none. */
static sse_status open_thesaurus(const struct command *command, thesaurus_db **opened, sse_error *err) {
  const char *path = options_value(&command->thesaurus, command->config, SETTING_THESAURUS)->text;
  *opened = NULL;
  return path && *path ? thesaurus_open(path, opened, err) : SSE_OK;
}

sse_status answer_terms(const struct command *command, size_t *found, sse_error *err) {
  text_analyser *analyser = NULL;
  thesaurus_db *thesaurus = NULL;
  thesaurus_found concepts = {0};
  sse_buffer name = {0};
  size_t repaired = 0;
  sse_status status = open_thesaurus(command, &thesaurus, err);
  if (!status && !thesaurus)
    status = sse_fail(err, SSE_INVALID,
                      "--terms needs a thesaurus: --thesaurus FILE, or thesaurus = FILE in [search] of the"
                      " configuration");
  if (!status) status = text_analyser_new(&analyser, err);
  if (!status) status = text_clean(sse_str_of(command->terms.text), &name, &repaired, err);
  if (!status) status = thesaurus_find(thesaurus, analyser, sse_buffer_str(&name), true, &concepts, err);
  if (!status && (concepts.count > 0 || command->results == RENDER_JSON))
    status = render_terms(stdout, command->results, thesaurus, sse_buffer_str(&name), &concepts,
                          command->shown.language, err);
  if (!status && concepts.is_cut)
    sse_log(SSE_LOG_WARNING, "only the first %d concepts are shown", THESAURUS_FOUND_MOST);
  *found = concepts.count;
  sse_buffer_reset(&name);
  text_analyser_free(analyser);
  thesaurus_close(thesaurus);
  return status;
}

sse_status answer_command(const struct command *command, const char *query, size_t *found, sse_error *err) {
  struct session session = {.command = command, .options = command->search};
  archives_chosen chosen;
  text_synonyms *synonyms = NULL;
  thesaurus_db *thesaurus = NULL;
  sse_status status = archives_choose(&command->db, command->config, SETTING_DB_SEARCH, &chosen, err);
  if (!status) status = index_open_all(chosen.paths, chosen.count, &session.index, err);
  bool none = command->synonyms.text && !*command->synonyms.text;
  if (!status && !none) status = query_synonyms(session.index, command->synonyms.text, &synonyms, err);
  if (!status) status = open_thesaurus(command, &thesaurus, err);
  session.options.synonyms = synonyms;
  session.options.thesaurus = thesaurus;
  session.options.saved = find_saved;
  if (!status && command->queries.text) status = answer_file(&session, command->queries.text, err);
  if (!status && command->show.text) {
    status = show(&session, err);
  } else if (!status && command->saved) {
    status = answer_saved(&session, query, err);
  } else if (!status && !command->queries.text) {
    status = answer(&session, NULL, query, err);
  }
  *found = session.found;
  text_synonyms_free(synonyms);
  thesaurus_close(thesaurus);
  index_close(session.index);
  archives_reset(&chosen);
  return status;
}
