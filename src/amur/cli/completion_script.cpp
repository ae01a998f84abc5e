#include <algorithm>
#include <string_view>

#include "amur/cli/completion.h"

namespace amur::cli {
namespace {

struct shell_script {
  std::string_view shell;
  const char* script;
};

constexpr shell_script scripts[] = {
    {"bash", R"(# Completion of amur in bash: source <(amur completion bash)
_amur() {
  local line word=${COMP_WORDS[COMP_CWORD]} also=
  [[ $word != = ]] || word=
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :* ]]; then also=${line#:}; else COMPREPLY+=("${line%%$'\t'*}"); fi
  done < <("${COMP_WORDS[0]/#\~/$HOME}" complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  [[ -n $also ]] || return 0
  compopt -o filenames 2>/dev/null
  local kind=-f
  [[ $also == files ]] || kind=-d
  while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen "$kind" -- "$word")
}
complete -F _amur amur
)"},
    {"zsh", R"(#compdef amur
# Completion of amur in zsh: source <(amur completion zsh)
_amur() {
  local line word also tab=$'\t'
  local -a asked candidates
  asked=("${(@)words[2,CURRENT-1]}")
  if [[ $PREFIX == --*=* ]]; then
    asked+=("${PREFIX%%=*}" =)
    compset -P '*='
  fi
  for line in "${(@f)$("${words[1]/#\~/$HOME}" complete "${asked[@]}" "$PREFIX" 2>/dev/null)}"; do
    case $line in
      '') ;;
      :*) also=${line#:} ;;
      *)
        word=${line%%$tab*}
        line=${line#$word}
        candidates+=("${word//:/\\:}${line:+:${line#$tab}}") ;;
    esac
  done
  (( $#candidates )) && _describe -t values amur candidates
  case $also in
    files) _files ;;
    folders) _files -/ ;;
  esac
}
if [[ $funcstack[1] == _amur ]]; then _amur "$@"; else compdef _amur amur; fi
)"},
    {"fish", R"(# Completion of amur in fish: amur completion fish | source
function __amur_complete
    set -l asked (commandline -opc)
    set -l program (string replace -r '^~' $HOME -- $asked[1])
    set -e asked[1]
    set -l word (commandline -ct)
    set -l before
    if string match -qr -- '^--[^=]*=' "$word"
        set before (string replace -r -- '=.*' '=' $word)
        set asked $asked (string replace -r -- '=.*' '' $word) =
        set word (string replace -r -- '^[^=]*=' '' $word)
    end
    for line in ($program complete $asked "$word" 2>/dev/null)
        switch $line
            case ':files'
                string replace -r '^' "$before" -- (__fish_complete_path "$word")
            case ':folders'
                string replace -r '^' "$before" -- (__fish_complete_directories "$word" '')
            case '*'
                echo "$before$line"
        end
    end
end
complete -c amur -f -a '(__amur_complete)'
)"}};

}  // namespace

const std::vector<std::string>& completed_shells() {
  static const auto names = [] {
    std::vector<std::string> all;
    for (const auto& each : scripts) all.emplace_back(each.shell);
    return all;
  }();
  return names;
}

std::string completion_script(const std::string& shell) {
  const auto* found = std::ranges::find(scripts, shell, &shell_script::shell);
  return found == std::end(scripts) ? "" : found->script;
}

}  // namespace amur::cli
