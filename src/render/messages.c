/* The catalogue of messages, and who gets them in which language.
 * A language more is a column more.
 * None of the texts needs to be escaped in HTML. */
#include "render/messages.h"
#include "render/render.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const tags[MESSAGES_LANGUAGES] = {"en", "fr", "es", "ko"};

static const char *const texts[MESSAGES][MESSAGES_LANGUAGES] = {
    [MESSAGE_SEARCH] = {"Search", "Rechercher", "Buscar", "검색"},
    [MESSAGE_SEARCH_LABEL] = {"Search the archive", "Rechercher dans les archives", "Buscar en el archivo",
                              "자료 검색"},
    [MESSAGE_KEYS] = {"Press / to search, and the arrow keys to move through the results.",
                      "Touche / pour chercher, flèches pour parcourir les résultats.",
                      "Tecla / para buscar, flechas para recorrer los resultados.",
                      "/ 키로 검색하고 화살표 키로 결과를 이동합니다."},
    [MESSAGE_SKIP] = {"Skip to the results", "Aller aux résultats", "Ir a los resultados", "결과로 건너뛰기"},
    [MESSAGE_RESULTS] = {"Results", "Résultats", "Resultados", "결과"},
    [MESSAGE_NARROW] = {"Narrow the search", "Affiner la recherche", "Acotar la búsqueda", "검색 좁히기"},
    [MESSAGE_ONE_ITEM] = {"1 item", "1 article", "1 noticia", "1건"},
    [MESSAGE_ITEMS] = {"{} items", "{} articles", "{} noticias", "{}건"},
    [MESSAGE_MORE_ITEMS] = {"More than {} items", "Plus de {} articles", "Más de {} noticias", "{}건 이상"},
    [MESSAGE_LATEST] = {"The latest of {} items", "Les plus récents de {} articles",
                        "Lo más reciente de {} noticias", "전체 {}건 중 최신 자료"},
    [MESSAGE_NOTHING] = {"Nothing was found. Fewer or other words may help.",
                         "Rien n’a été trouvé. Essayez avec moins de mots, ou d’autres.",
                         "No se encontró nada. Pruebe con menos palabras, o con otras.",
                         "결과가 없습니다. 검색어를 줄이거나 바꾸어 보세요."},
    [MESSAGE_SOME_WORDS] =
        {"Few items have all the words, so items with some of them follow.",
         "Peu d’articles contiennent tous les mots : suivent ceux qui en contiennent une partie.",
         "Pocas noticias tienen todas las palabras: siguen las que tienen algunas.",
         "모든 단어가 있는 자료가 적어, 일부만 있는 자료도 이어집니다."},
    [MESSAGE_NO_WORDS] = {"The query has no word to search for.", "La requête n’a aucun mot à chercher.",
                          "La consulta no tiene ninguna palabra que buscar.", "검색할 단어가 없습니다."},
    [MESSAGE_DID_YOU_MEAN] = {"Did you mean:", "Vouliez-vous dire :", "Quizás quiso decir:",
                              "이것을 찾으셨나요:"},
    [MESSAGE_SORT] = {"Sort by", "Trier par", "Ordenar por", "정렬"},
    [MESSAGE_RELEVANCE] = {"Relevance", "Pertinence", "Relevancia", "관련도순"},
    [MESSAGE_NEWEST] = {"Newest first", "Plus récents", "Más recientes", "최신순"},
    [MESSAGE_OLDEST] = {"Oldest first", "Plus anciens", "Más antiguas", "오래된순"},
    [MESSAGE_TIMELINE] = {"Items over time", "Articles dans le temps", "Noticias en el tiempo",
                          "기간별 자료"},
    [MESSAGE_YEAR] = {"Year", "Année", "Año", "연도"},
    [MESSAGE_MONTH] = {"Month", "Mois", "Mes", "월"},
    [MESSAGE_SOURCE] = {"Source", "Source", "Fuente", "출처"},
    [MESSAGE_LANGUAGE] = {"Language", "Langue", "Idioma", "언어"},
    [MESSAGE_REMOVE] = {"Remove the filter {}", "Retirer le filtre {}", "Quitar el filtro {}",
                        "{} 필터 지우기"},
    [MESSAGE_PAGES] = {"Pages", "Pages", "Páginas", "페이지"},
    [MESSAGE_PREVIOUS] = {"Previous", "Précédente", "Anterior", "이전"},
    [MESSAGE_NEXT] = {"Next", "Suivante", "Siguiente", "다음"},
    [MESSAGE_PAGE] = {"Page {}", "Page {}", "Página {}", "{}쪽"},
    [MESSAGE_DETAILS] = {"Details: {}", "Détails : {}", "Detalles: {}", "자세히: {}"},
    [MESSAGE_MORE_LIKE] = {"Details", "Détails", "Detalles", "자세히"},
    [MESSAGE_ORIGINAL] = {"Read it where it was published", "Lire à la source", "Leer en la fuente",
                          "원문 보기"},
    [MESSAGE_SIMILAR] = {"Similar items", "Articles similaires", "Noticias similares", "비슷한 자료"},
    [MESSAGE_FEED] = {"Feed of this search", "Flux de cette recherche", "Canal de esta búsqueda",
                      "이 검색의 피드"},
    [MESSAGE_BACK] = {"Search", "Recherche", "Búsqueda", "검색"},
    [MESSAGE_NOT_FOUND] = {"There is no such page.", "Cette page n’existe pas.", "Esta página no existe.",
                           "페이지가 없습니다."},
    [MESSAGE_TOO_SLOW] = {"The search took too long. Ask for fewer or rarer words, or try again.",
                          "La recherche a pris trop de temps. Essayez des mots moins nombreux ou plus rares.",
                          "La búsqueda tardó demasiado. Pruebe con menos palabras, o más raras.",
                          "검색이 너무 오래 걸렸습니다. 더 적거나 드문 단어로 다시 시도하세요."},
    [MESSAGE_TROUBLE] = {"The archive cannot be searched at the moment. Please try again later.",
                         "La recherche est indisponible pour le moment. Réessayez plus tard.",
                         "La búsqueda no está disponible en este momento. Inténtelo más tarde.",
                         "지금은 검색할 수 없습니다. 나중에 다시 시도하세요."},
    [MESSAGE_BAD_ADDRESS] = {"The address of this page is not right: {}",
                             "L’adresse de cette page est incorrecte : {}",
                             "La dirección de esta página no es correcta: {}",
                             "페이지 주소가 잘못되었습니다: {}"},
};

/* The weight behind ";q=", in thousandths. */
static int weight_of(const char *parameters, const char *end) {
  enum { WHOLE = 1000 };
  const char *found = memmem(parameters, (size_t)(end - parameters), "q=", 2);
  if (!found) return WHOLE;
  int weight = 0, digits = WHOLE;
  for (found += 2; found < end && digits > 0; found++) {
    if (*found == '.') continue;
    if (*found < '0' || *found > '9') break;
    weight += (*found - '0') * digits;
    digits /= 10;
  }
  return weight;
}

messages_language messages_choose(const char *accept) {
  messages_language best = MESSAGES_EN;
  int best_weight = 0;
  for (const char *range = accept, *end; range; range = *end ? end + 1 : NULL) {
    range += strspn(range, " \t");
    end = range + strcspn(range, ",");
    for (int i = 0; i < MESSAGES_LANGUAGES; i++) {
      bool named = end - range >= 2 && strncasecmp(range, tags[i], 2) == 0 &&
                   (end - range == 2 || strchr("-; \t", range[2]));
      int weight = named ? weight_of(range + 2, end) : 0;
      if (weight <= best_weight) continue;
      best = (messages_language)i;
      best_weight = weight;
    }
  }
  return best;
}

const char *messages_tag(messages_language language) {
  return tags[language];
}

const char *messages_language_name(const char *tag) {
  static const struct {
    const char *tag, *name;
  } names[] = {{"ar", "العربية"},    {"de", "Deutsch"}, {"en", "English"},
               {"es", "Español"},    {"fa", "فارسی"},   {"fr", "Français"},
               {"he", "עברית"},      {"hi", "हिन्दी"},   {"id", "Bahasa Indonesia"},
               {"it", "Italiano"},   {"ja", "日本語"},  {"ko", "한국어"},
               {"nl", "Nederlands"}, {"pl", "Polski"},  {"pt", "Português"},
               {"ru", "Русский"},    {"sv", "Svenska"}, {"tr", "Türkçe"},
               {"zh", "中文"}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(tag, names[i].tag) == 0) return names[i].name;
  return tag;
}

const char *messages_of(messages_language language, messages_id text) {
  return texts[text][language];
}

void messages_put(FILE *out, messages_language language, messages_id text, const char *value) {
  const char *whole = messages_of(language, text), *place = strstr(whole, "{}");
  size_t before = place ? (size_t)(place - whole) : strlen(whole);
  (void)fwrite(whole, 1, before,
               out); /* none of the texts needs to be escaped; the stream is looked at last */
  if (!place) return;
  render_escaped(out, value);
  (void)fputs(place + 2, out);
}

void messages_put_number(FILE *out, messages_language language, messages_id text, size_t number) {
  char value[32];
  (void)snprintf(value, sizeof value, "%zu", number);
  messages_put(out, language, text, value);
}
