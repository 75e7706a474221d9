/**
 * @file The scripts that `nerwin completion` prints. Each asks `nerwin complete --current=WORD WORDS-BEFORE…`, which answers with
 * one candidate per line, a tab and its description; the line `:files` asks the shell to add its own completion of paths. What has been
 * typed is passed on as it is: nothing evaluates it.
 */

const bash = `# nerwin: completion for bash. In ~/.bashrc: source <(nerwin completion bash)
_nerwin() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files) compopt -o default 2>/dev/null ;;
      ?*) COMPREPLY+=("\${line%%$'\\t'*}") ;;
    esac
  done < <(nerwin complete "--current=\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)
}
complete -F _nerwin nerwin
`;

const zsh = `#compdef nerwin
# nerwin: completion for zsh. In ~/.zshrc, after compinit: source <(nerwin completion zsh)
_nerwin() {
  local line files
  local -a values
  while IFS= read -r line; do
    case $line in
      :files) files=1 ;;
      ?*)
        line="\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}"
        values+=("\${line%:}") ;;
    esac
  done < <(nerwin complete "--current=\${(Q)words[CURRENT]}" "\${(@Q)words[2,CURRENT-1]}" 2>/dev/null)
  (( $#values )) && _describe -V nerwin values
  [[ -n $files ]] && _files
}
if [[ "\${funcstack[1]}" = _nerwin ]]; then _nerwin "$@"; else compdef _nerwin nerwin; fi
`;

const fish = `# nerwin: completion for fish. nerwin completion fish > ~/.config/fish/completions/nerwin.fish
function __nerwin_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    for line in (nerwin complete "--current=$current" $before[2..-1] 2>/dev/null)
        switch $line
            case ':files'
                __fish_complete_path "$current"
            case '?*'
                echo $line
        end
    end
end
complete -c nerwin -f -a '(__nerwin_complete)'
`;

const powershell = `# nerwin: completion for PowerShell. In $PROFILE: nerwin completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName nerwin -ScriptBlock {
    param($current, $ast, $cursor)
    $before = @($ast.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { $_.ToString() })
    nerwin complete "--current=$current" @before 2>$null | Where-Object { $_ -notlike ':*' } | ForEach-Object {
        $value, $text = $_ -split "\`t", 2
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', "$value $text".Trim())
    }
}
`;

/** The script for each shell. */
export const scripts = { bash, zsh, fish, powershell } as const;
export type Shell = keyof typeof scripts;
