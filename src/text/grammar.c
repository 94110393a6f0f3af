/* Words of grammar, letters and endings of languages written in Latin letters, and a hash table of the words.
 * The lists are short on purpose: the commonest words of a language make up a third of its texts, so twenty
 * of them tell it in a sentence or two. */
#include "text/grammar.h"

#include <stdlib.h>
#include <string.h>

const struct grammar grammars[GRAMMAR_COUNT] = {
    {"en", "the of and to in a for on is with by an at from as it that are or be was",
     "its has have their this which were will not been they more new who than over how one about also but "
     "into "
     "after all our we you what his her can other between through up out",
     "", "ing tion tions ness ship ers ies ity ments ves"},
    {"fr", "le la les de des du et en un une pour dans par au aux avec que qui",
     "est sur ce cette ces son sa ses leur leurs plus pas ne se il elle nous vous sont ont ete mais ou etre "
     "apres "
     "entre comme aussi dont sous depuis chez",
     "çœêèàùîôûéë", "tion tions ment ique iques eur eurs aire aires isme ites"},
    {"es", "el la los las de del y en un una para por con que al",
     "es se su sus lo como mas sobre este esta entre son fue han ha sin desde tras sur hacia segun muy pero "
     "cuando donde tambien sera e",
     "ñ¿¡áíóú", "cion ciones mente idad idades ismo anza ados idos adas eros"},
    {"pt", "o a os as de do da dos das e em um uma para por com que ao no na nos nas",
     "aos pelo pela mais se foi sao ser sua seu suas seus como sobre entre nao tem esta apos ate ou tambem",
     "ãõçêâáíóú", "cao coes mente idade idades ismo encia eiros agem"},
    {"de", "der die das und in den von zu mit im fur des dem ein eine",
     "auf ist sich auch als an nicht es einer einem einen eines wird bei aus sind nach am wie oder zum zur "
     "uber "
     "vom hat werden durch um sie er wir ihre",
     "ßäöü", "ung ungen keit schaft schaften lich liche lichen ischen"},
    {"it", "il lo la i gli le di del della dei delle e in un una per con che al",
     "da dal dalla nel nella sono non si come piu anche alla ai alle degli sul sulla ha suo sua ma", "èàùìò",
     "zione zioni mente ita ismo"},
    {"nl", "de het een en van in op voor met te",
     "is dat die aan zijn door bij ook als niet naar om wordt of uit over hun tot deze er worden heeft", "",
     "heid ing ingen schap lijk lijke"},
    {"ca", "el la els les de del dels i en un una per amb que al",
     "als es no mes com seu seva entre sobre ha han aquest aquesta pel pels", "çèàòíóú·",
     "cio cions ment itat"},
    {"sv", "och i att en ett av for pa med som", "till ar den det de om fran har inte vid kan under eller",
     "åäö", "ning ningar het ande"},
    {"da", "og i at en et af for pa med som", "til er den det de om fra har ikke ved kan eller der blev",
     "åæø", "ning hed ende erne"},
    {"no", "og i at en et av for pa med som", "til er den det de om fra har ikke ved kan eller ble", "åæø",
     "ning het ende ene"},
    {"fi", "ja on", "ei se ovat oli myos tai joka kuin seka etta", "äö", "nen ssa sta lla lle inen"},
    {"ro", "si de la in cu pe un o", "din pentru care este sunt al ale nu mai prin ca sa", "ășțâî",
     "tia tiei rea ului ilor"},
    {"tr", "ve bir bu ile", "icin da de olarak olan daha gibi en cok ise", "şğıçöü", "lar ler lari leri lik"},
    {"id", "dan di yang untuk", "dengan dari pada ini itu dalam adalah ke tidak akan oleh", "", "kan nya"},
    {"hu", "a az es", "hogy nem egy is meg volt van el ki", "őűáéíóöü", "nak nek ban ben sag seg"},
    {"eu", "eta", "da ez du bat dira izan dute", "", "aren tzen koa"},
    {"pl", "w i z na", "do nie sie jest to ze od po dla oraz", "łąężźśćńó", "nia ych ego osc"},
    {"vi", "",
     "va cua cac la trong duoc cho mot nhung khong voi nay nguoi cung nhu den tai tren theo da de khi tu ve "
     "se",
     "ơưđăạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ", ""},
    {"cs", "", "a v na se je z do ze pro jsou byl byla ktery ktera ktere jako ale za po od podle nebo take",
     "ěřůťďň", "ani osti nich ych ove stvi"},
    {"sk", "", "a v na sa je z do zo pre su bol bola ktory ktora ktore ako ale za po od podla alebo tiez",
     "ľĺŕôäďť", "ania osti nych ove stvo"},
    {"hr", "", "i u na se je za od do s iz su koji koja koje kao ali ili te nije bio bila sto", "đćčžš",
     "anje enja osti skih stvo"},
    {"sl", "", "in v na se je za od do z iz so ki kot ali ter ni bil bila pri tudi", "čšž",
     "anje osti skih nega stvo"},
    {"lt", "", "ir i is su yra kad bet ar tai kaip buvo nuo del uz per apie", "ėųįūąęčšž",
     "imas imo umas iai ose"},
    {"lv", "", "un ir ar no uz par ka bet kas vai tas pie ari gan lai", "āēīūļņķģšž", "anas ibas iem ajam"},
    {"et", "", "ja on ei et kui see oli ning mis ka aga voi kes oma selle", "õäöü",
     "mine mise tus uste dele"},
    {"sw", "", "na ya wa kwa ni katika za la cha kuwa hii pia yake wake hiyo kama vya", "", "isha eshi"},
    {"tl", "", "ang ng sa mga na at ay ito para hindi may kung siya niya nila bilang", "", ""},
    {"ga", "", "agus an na ar ag le do go is ta i leis bhi faoi seo sin mar chun", "", "acht aithe"},
};

enum { SLOTS = 2048 }; /* a power of two, four times the words */

struct slot {
  sse_str word;
  uint32_t all;
  text_languages plain;
};

struct grammar_words {
  struct slot slots[SLOTS];
};

/* FNV-1a (Fowler, Noll, Vo), 32 bits. */
static size_t hash(sse_str word) {
  uint32_t value = 2166136261u;
  for (size_t i = 0; i < word.length; i++)
    value = (value ^ (unsigned char)word.data[i]) * 16777619u;
  return value % SLOTS;
}

/* Where the word is, or the free place where it goes: the table is never full. */
static size_t slot_of(const grammar_words *words, sse_str word) {
  size_t at = hash(word);
  while (words->slots[at].word.data && !sse_str_equal(words->slots[at].word, word))
    at = (at + 1) % SLOTS;
  return at;
}

static void add_words(grammar_words *words, const char *list, uint32_t place, text_languages plain) {
  for (const char *start = list, *end; *start; start = *end ? end + 1 : end) {
    end = strchr(start, ' ');
    if (!end) end = start + strlen(start);
    sse_str word = {start, (size_t)(end - start)};
    struct slot *slot = &words->slots[slot_of(words, word)];
    slot->word = word;
    slot->all |= place;
    slot->plain |= plain;
  }
}

sse_status grammar_words_new(grammar_words **words, sse_error *err) {
  *words = calloc(1, sizeof **words);
  if (!*words) return sse_fail_memory(err);
  for (unsigned i = 0; i < GRAMMAR_COUNT; i++) {
    text_language language = text_language_of(sse_str_of(grammars[i].tag));
    text_languages plain = language == TEXT_NO_LANGUAGE ? 0 : 1u << language;
    add_words(*words, grammars[i].plain, 1u << i, plain);
    add_words(*words, grammars[i].telling, 1u << i, 0);
  }
  return SSE_OK;
}

void grammar_words_free(grammar_words *words) {
  free(words);
}

uint32_t grammar_words_find(const grammar_words *words, sse_str word) {
  return words->slots[slot_of(words, word)].all;
}

bool grammar_is_plain(const grammar_words *words, sse_str word, text_languages languages) {
  return (words->slots[slot_of(words, word)].plain & languages) != 0;
}
