"""The sites that notelint knows, as text: one a line, `provider kind host host ...`; a host stands for its subdomains.

`kind` is what most pages of the site are; `-` where the page's address or the link's label must say.
"""

PROVIDERS = """\
arxiv - arxiv.org xxx.lanl.gov
ar5iv - ar5iv.org
alphaxiv - alphaxiv.org
doi - doi.org
openreview paper openreview.net
aclanthology paper aclanthology.org aclanthology.info aclweb.org
cvf paper openaccess.thecvf.com
ecva paper ecva.net
pmlr paper proceedings.mlr.press
neurips paper papers.nips.cc papers.neurips.cc proceedings.neurips.cc
jmlr paper jmlr.org
acm paper dl.acm.org
ieee paper ieeexplore.ieee.org
springer paper link.springer.com
sciencedirect paper sciencedirect.com
wiley paper onlinelibrary.wiley.com
nature paper nature.com
science paper science.org science.sciencemag.org
cell paper cell.com
pnas paper pnas.org
plos paper journals.plos.org
oup paper academic.oup.com
tandfonline paper tandfonline.com
sage paper journals.sagepub.com
mdpi paper mdpi.com
frontiers paper frontiersin.org
elife paper elifesciences.org
biorxiv paper biorxiv.org
medrxiv paper medrxiv.org
pubmed paper pubmed.ncbi.nlm.nih.gov
pmc paper pmc.ncbi.nlm.nih.gov www.ncbi.nlm.nih.gov
ssrn paper papers.ssrn.com
iacr paper eprint.iacr.org
hal paper hal.science hal.archives-ouvertes.fr
aaai paper ojs.aaai.org
isca paper isca-archive.org isca-speech.org
vldb paper vldb.org
cidr paper cidrdb.org
semanticscholar paper semanticscholar.org
researchgate paper researchgate.net
core paper core.ac.uk
citeseerx paper citeseerx.ist.psu.edu
jstor paper jstor.org
google paper research.google static.googleusercontent.com
amazon paper amazon.science
distill paper distill.pub
cnki paper cnki.net
usenix - usenix.org
ijcai - ijcai.org
dblp - dblp.org dblp.uni-trier.de
paperswithcode - paperswithcode.com
connectedpapers - connectedpapers.com
youtube video youtube.com youtu.be youtube-nocookie.com
bilibili video bilibili.com b23.tv
vimeo video vimeo.com
slideslive video slideslive.com
videolectures video videolectures.net
qq video v.qq.com
youku video youku.com
ted video ted.com
niconico video nicovideo.jp
github code github.com gist.github.com
gitlab code gitlab.com
gitee code gitee.com
bitbucket code bitbucket.org
codeberg code codeberg.org
sourceforge code sourceforge.net
colab code colab.research.google.com
codeocean code codeocean.com
pypi code pypi.org
githubpages project github.io
huggingface - huggingface.co hf.co
modelscope - modelscope.cn
kaggle - kaggle.com
zenodo dataset zenodo.org
figshare dataset figshare.com
dataverse dataset dataverse.harvard.edu
openml dataset openml.org
slideshare slides slideshare.net
speakerdeck slides speakerdeck.com
medium blog medium.com towardsdatascience.com
zhihu blog zhihu.com
csdn blog csdn.net
notion blog notion.so notion.site
hackmd blog hackmd.io
jianshu blog jianshu.com
juejin blog juejin.cn juejin.im
cnblogs blog cnblogs.com
weixin blog mp.weixin.qq.com
segmentfault blog segmentfault.com
substack blog substack.com
hashnode blog hashnode.dev
note blog note.com
hatena blog hatenablog.com
x blog x.com twitter.com
wordpress blog wordpress.com
blogger blog blogspot.com
qiita blog qiita.com
zenn blog zenn.dev
velog blog velog.io
tistory blog tistory.com
naver blog blog.naver.com
devto blog dev.to
hackernoon blog hackernoon.com
lilianweng blog lilianweng.github.io
jalammar blog jalammar.github.io
wikipedia - wikipedia.org
"""
