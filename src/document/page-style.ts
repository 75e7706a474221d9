/** @file The style of an HTML page: light and dark, wide and narrow screens, paper. */

export const pageStyle = `
:root{--paper:#f6f7f9;--surface:#fff;--ink:#1c2330;--soft:#5b6575;--rule:#e4e8ee;--strong:#0072b2;--tint:#eef5fa;--right:#00694f;--false:#a34400}
@media screen and (prefers-color-scheme:dark){:root{--paper:#0d1117;--surface:#151a21;--ink:#e8ecf2;--soft:#a2adbb;--rule:#29313c;--strong:#56b4e9;--tint:#16283a;--right:#2fc99d;--false:#ff9a57}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif}
main{max-width:66rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 .75rem;overflow-wrap:anywhere}
h2,h3{overflow-wrap:anywhere}
h2{font-size:1.25rem;margin:2.5rem 0 .75rem}
h3{font-size:1rem;margin:1.5rem 0 .5rem}
p{margin:.75rem 0;max-width:46rem;overflow-wrap:anywhere}
code,pre{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
p code{overflow-wrap:anywhere}
pre{background:var(--surface);border:1px solid var(--rule);border-radius:10px;padding:.9rem 1.1rem;white-space:pre-wrap;overflow-wrap:anywhere}
strong{color:var(--strong);font-weight:650}
.table{container-type:inline-size;overflow-x:auto;background:var(--surface);border:1px solid var(--rule);border-radius:10px;margin:.75rem 0}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
th,td{padding:.42rem .6rem;text-align:left;vertical-align:top;border-top:1px solid var(--rule)}
thead th{border-top:0;color:var(--soft);font-weight:600;vertical-align:bottom}
.text{min-width:8.5rem;overflow-wrap:anywhere}
.right{text-align:right}td.right{white-space:nowrap}
mark{background:none;color:inherit;border-bottom:2px solid var(--right);padding-bottom:1px;-webkit-box-decoration-break:clone;box-decoration-break:clone}
mark span{color:var(--right);font-weight:650}
mark.false{border-bottom:2px dashed var(--false)}mark.boundary{border-bottom:4px double var(--false)}mark.false span,mark.boundary span{color:var(--false)}
mark.missed{border-bottom:2px dotted var(--ink);font-style:italic}mark.missed span{color:var(--ink)}
.said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
tr.marked td{background:var(--tint);font-weight:650}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.75rem,1fr));gap:.75rem;margin:1.25rem 0;padding:0}
.figures div{background:var(--surface);border:1px solid var(--rule);border-radius:10px;padding:.7rem .9rem}
.figures dt{color:var(--soft);font-size:.82rem}
.figures dd{margin:.1rem 0 0;font-size:1.2rem;font-weight:650;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
figure{margin:1rem 0;border:1px solid var(--rule);border-radius:10px;overflow:hidden}
figure svg{display:block;width:100%;height:auto}
.pictures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:1rem;margin:1rem 0}
.pictures figure{margin:0}
@media print{:root{--paper:#fff}body{font-size:10.5pt}main{max-width:none;padding:0}h2,h3{break-after:avoid}tr,figure,.figures,pre{break-inside:avoid}.table{overflow:visible}table{font-size:8.5pt}th,td{padding:.3rem .4rem}p:has(+.table),p:has(+pre){break-after:avoid}tbody tr:nth-child(-n+3){break-after:avoid}tbody tr:nth-last-child(-n+3){break-before:avoid}td code{font-size:.84em}.text code{overflow-wrap:anywhere}tr.marked td{border-left:3px solid var(--ink)}tr.marked td~td{border-left:0}}
`.trim();
