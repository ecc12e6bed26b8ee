"""The roles of sections: what part of a paper, or of its reader's thoughts, a heading announces, in any language."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from notelint.note.names import fold_name, unnumbered
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Each line is a role and names that announce it, lower case. A qualifier (below) may stand before or behind a name.
_NAMES = """
summary: summary, summaries, 한눈에 보는 요약, 한눈에 보기, \
  tldr, tl;dr, gist, in a nutshell, in one sentence, in a sentence, in short, \
  at a glance, what is it, what is it about, what, what is the paper about, what is this, 这是什么, 讲了什么, \
  做了什么, 어떤 논문인가, 어떤논문인가, 무엇인가, qué es, was ist das, qu'est-ce que c'est, de quoi s'agit-il, \
  总结, 總結, 概述, 概要, 概括, 大意, 小结, 小結, 太长不看, 一句话, 一句話, まとめ, 要約, 一言で言うと, \
  一言でいうと, ひとことで, 3行まとめ, どんなもの, どんな論文か, どういう論文か, 要するに, 요약, 한줄평, 개요, \
  어떤것인가, 정리, 무엇을다루는가, 어떤내용인가, resumen, résumé, resume, zusammenfassung, resumo, riassunto, \
  резюме, краткое содержание, коротко, кратко, суть, в двух словах
points: takeaway, takeaways, take home message, idea, ideas of the paper, points, highlights, overview, \
  insight, insights, 思想, 要点, 要點, 观点, 아이디어, 핵심, ポイント, 要点まとめ
abstract: abstract, abst, paper abstract, abstract summary, abstract translation, 摘要, 摘要翻译, 中文摘要, \
  英文摘要, 初録, 초록, アブストラクト, アブスト, 抄録, 要旨, аннотация
fine_tuning: fine tuning, finetuning, fine tune, 微调, 微調, ファインチューニング, 파인튜닝, 미세조정
training: training, pretraining, pre training, training procedure, training strategy, training objective, \
  training objectives, training loss, training process, optimization, optimisation, 训练, 訓練, 预训练, 預訓練, \
  训练策略, 训练目标, 训练过程, 训练方法, 訓練方式, 训练方式, 学習, 事前学習, 学習方法, 学習手法, 학습, \
  사전학습, 학습방법, entrenamiento, entraînement, обучение
model: model, models, architecture, architectures, model architecture, network, network architecture, \
  network structure, model structure, model design, system design, system architecture, 模型, 模型结构, \
  模型結構, 模型架构, 模型架構, 模型设计, 网络结构, 網路架構, 网络架构, 网络, 系统架构, 系统设计, 架构, 架構, \
  モデル, モデル構造, アーキテクチャ, モデルアーキテクチャ, ネットワーク構造, モデル構成, 모델, 모델구조, \
  아키텍처, 모델아키텍처, 네트워크구조, modelo, modell, modellarchitektur, arquitectura del modelo, \
  architecture du modèle, arquitectura, modèle, модель
method: method, methods, methodology, methodologies, approach, approaches, algorithm, algorithms, technique, \
  techniques, solution, solutions, framework, materials, study design, research design, research method, \
  research methods, how, how does it work, how it works, what is the key, what is the key idea, \
  what is the main idea, what is the core, quelle est la clé, wie funktioniert es, cómo funciona, \
  技术和方法的关键是什么, 关键是什么, 方法的关键, 핵심 기술은 무엇인가, 핵심은 무엇인가, implementation, \
  proposed work, 方法, 演算法, 算法, 方案, 方法论, 方法論, 解决方案, 解决方法, 解决思路, 技术路线, 怎么做, \
  如何做, 实现, 实现细节, 做法, 手法, アプローチ, 技術や手法の肝, 技術や手法のキモ, 技術や手法のキモはどこ, \
  技術や手法のキモはどこにある, 技術や手法の肝はどこ, 技術や手法の肝はどこにある, 手法の肝, 技術の肝, \
  どうやって, どうやって実現した, アルゴリズム, 手法の概要, 手法の詳細, 方式, 방법, 방법론, 기법, 접근법, \
  접근방법, 접근방식, 알고리즘, 핵심기술, 연구방법, 기술이나방법의핵심은무엇인가, 기술과방법의핵심은, 방식, \
  método, métodos, metodología, metodologia, methode, methoden, methodik, ansatz, méthode, méthodes, \
  méthodologie, enfoque, metodo, metodi, метод, методы, методология, подход
results: result, results, finding, findings, experiment, experiments, experimentation, evaluation, evaluations, \
  performance, benchmark, benchmarks, ablation, ablations, ablation study, ablation studies, \
  how was it verified, how was it validated, how was it evaluated, how is it evaluated, \
  how do they evaluate it, how did they evaluate it, how do they verify it, 如何验证, 如何验证有效性, \
  怎么验证的, 어떻게 검증하였는가, 어떻게 검증했는가, comment a-t-il été vérifié, wie wurde es geprüft, \
  cómo se validó, 实验, 實驗, 试验, 结果, 結果, 评估, 評估, 评测, 消融实验, 发现, 發現, 效果, 数据结果, \
  关键数据, 性能, 性能评估, 実験, 実験結果, 評価, 評価実験, 実験評価, 有効性の検証方法, 検証, 検証方法, \
  検証結果, 知見, どうやって有効だと検証した, どうやって有効だと検証したか, どうやって有効性を検証した, \
  有効性はどうやって検証した, 실험, 실험결과, 결과, 평가, 성능, 성능평가, 어떻게유효하다고검증했는가, \
  어떻게검증했는가, 어떻게검증했나, 유효성검증방법, resultado, resultados, ergebnis, ergebnisse, résultat, \
  résultats, experimentos, experimente, expériences, risultati, результаты, эксперименты
contribution: contribution, contributions, novelty, novelties, innovation, innovations, what is new, whats new, \
  新規性差分, 贡献, 貢獻, 贡献点, 貢獻點, 创新, 创新点, 創新點, 亮点, 亮點, 貢献, 新規性, 貢献点, 기여, 기여점, \
  기여도, 공헌, contribución, contribuciones, contribuição, contribuições, beitrag, beiträge, contributi, вклад
limitations: limitation, limitations, weakness, weaknesses, drawback, drawbacks, shortcoming, shortcomings, \
  weak points, cons, inconvénients, nachteile, criticism, criticisms, critique, caveats, \
  threats to validity, strengths and weaknesses, pros and cons, \
  局限, 局限性, 限制, 不足, 不足之处, 缺点, 缺點, 缺陷, 优缺点, 優缺點, 限界, 課題, 問題点, 欠点, 制限事項, \
  局限与不足, 缺点与不足, 한계, 한계점, 단점, 제한점, limitaciones, limitação, limitações, grenzen, \
  einschränkungen, limites, limiti, ограничения, disadvantages, debilidades, desventajas, schwächen, points faibles, \
  fraquezas, desvantagens, デメリット
questions: question, questions, discussion points, are there any discussions, is there any discussion, \
  is there a discussion, 有什么讨论, open problems, 有哪些讨论, 논의할 점은, unclear, 疑问, 疑問, 问题, 問題, \
  未解决的问题, 遗留问题, 疑惑, 疑点, 疑問点, 質問, 궁금한 점, 궁금점, 議論は, 議論はある, 議論はあるか, 議論, \
  질문, 질문사항, 의문점, 의문, 논의는있는가, 논의가있는가, 논쟁점, preguntas, fragen, perguntas, domande, \
  вопросы
related: related work, related works, previous work, previous works, prior work, prior works, related research, \
  related literature, related papers, related studies, prior research, literature review, how does it compare, \
  what is new compared to prior work, 和以前的研究相比好在哪里, 与以前的研究相比, \
  기존 연구와 비교하여 무엇이 좋은가, similar work, comparison with prior work, comparison to prior work, \
  how does it compare to prior work, 相关工作, 相關工作, 相关研究, 相關研究, 相关论文, 相关文献, 前人工作, \
  文獻回顧, 文献综述, 文献回顾, 関連研究, 関連論文, 関連技術, 先行研究, 先行研究と比べてどこがすごい, \
  先行研究と比べてどこがすごいの, 先行研究と比べて何がすごい, 先行研究との比較, 先行研究との差分, \
  先行研究との違い, 先行研究と比べてどこが凄い, 관련연구, 관련논문, 선행연구, 선행연구와비교해어디가대단한가, \
  선행연구와비교, trabajos relacionados, trabajos previos, frühere arbeiten, travaux antérieurs, \
  trabajo relacionado, verwandte arbeiten, travaux connexes, trabalhos relacionados, связанные работы
introduction: introduction, intro, motivation, motivations, background, problem, problem statement, \
  problem definition, problem setting, problem formulation, why, context, goal, goals, objective, objectives, \
  research question, hypothesis, hypotheses, preliminary, preliminaries, purpose, task, challenge, challenges, \
  引言, 简介, 簡介, 介绍, 介紹, 导言, 前言, 绪论, 緒論, 背景, 动机, 動機, 目的, 问题定义, 问题描述, 任务定义, \
  背景知识, 研究背景, 研究问题, 研究动机, はじめに, 序論, 導入, 背景知識, 課題設定, 問題設定, イントロ, 서론, \
  배경, 배경지식, 소개, 도입, 동기, 들어가며, 연구배경, 연구목적, 연구동기, 문제정의, introducción, einleitung, \
  einführung, introdução, introduzione, motivación, введение, мотивация
data: data, dataset, datasets, 数据, 数据集, 數據集, 資料集, データ, データセット, 데이터, 데이터셋, datos, \
  daten
conclusion: conclusion, conclusions, concluding remarks, discussion, discussions, future work, future works, \
  future directions, implications, 结论, 結論, 讨论, 討論, 展望, 未来工作, 考察, おわりに, 結言, 今後の課題, \
  今後の展望, 결론, 마치며, 향후연구, 논의, 고찰, conclusión, conclusiones, fazit, schlussfolgerung, conclusão, \
  discussão, выводы, заключение
thoughts: thought, thoughts, note, notes, comment, comments, opinion, opinions, remark, remarks, reflection, \
  reflections, impressions, review, critical analysis, commentary, annotations, annotation, next steps, \
  what should i read next, what paper to read next, what to read next, next paper to read, read next, quotes, \
  rating, relevance, strength, strengths, strong points, pros, advantages, what i liked, \
  fortalezas, ventajas, stärken, vorteile, avantages, points forts, \
  pontos fortes, vantagens, メリット, 장점, 思考, 评价, 評價, 看法, 想法, 感想, 笔记, 筆記, 点评, 點評, \
  启发, 啟發, 收获, 心得, 理解, 评论, 优点, 優點, 次に読むべき論文は, 次に読むべき論文, 次に読む論文は, \
  次に読むべき論文はあるか, 次に読むべき論文はある, コメント, 所感, メモ, 생각, 의견, 느낀점, 감상, 코멘트, \
  다음에읽어야할논문은, notizen, notas, заметки
information: info, information, 基本信息, 基本情報, 기본정보, \
  文章信息, metadata, meta, details, basic data, facts, bibliography, bibtex, citation, \
  cite, how to cite, reference, source, paper, publication, link, links, labels, properties, \
  bibliographic data, 信息, 資訊, 资讯, 元数据, 元信息, 元情報, 元資料, 书目信息, 论文, 論文, \
  resource, resources, 资源, 資源, リソース, 자료, 참고자료, recursos, \
  引用, 引用格式, 链接, 連結, 論文情報, 論文情報リンク, 書誌情報, 文献情報, リンク, 情報, \
  文献信息, 资料, 정보, 서지정보, 논문정보, 원문정보, 메타데이터, 메타정보, 링크, 인용, \
  인용정보, metadatos, referencia, quelle, bibliographie, fiche
"""
# What may stand before a name, or behind it, without changing its role.
_BEFORE = """
the proposed our my main key core short brief quick executive paper papers experimental quantitative qualitative
empirical overall major big general basic bibliographic publication article model technical personal some open
potential critical one-sentence one-line high-level simulation numerical additional study original unanswered
remaining what-are-the offene principales detalles-del detalles-de modell 残された 남은 논문의 论文 論文 本文
文章 主要 核心 关键 關鍵 研究 提出的 提出 我的 个人 個人 整体 具体 技术 实验 實驗 模型 一句话 一句話 内容 全文
简要 简单 基本 基础 算法 训练 提案 主な 研究の 論文の 実験 제안 논문 주요 핵심 전체 한줄 한줄로 나의 기본 연구
los las el la il die das der les le
"""
_BEHIND = """
section details detail overview analysis setup settings setting description notes explained results discussion
of-the-paper of-this-paper points evaluation experiments for-the-authors abiertas ouvertes propuesto propuesta
proposée proposta 详解 詳解 概述 介绍 介紹 分析 部分 细节 細節 描述 设置 設置 设计 設計 结果 結果 数据 与分析
内容 方法 评估 之处 点 链接 は か は何か の概要 の詳細 の結果 はある 결과 분석 정리 설명 세부사항 은 는 및분석
요약 내용
"""
# Only the words ignore case: with a flag for it all, compiling takes 6 ms, one fold a Han character.
_AND = regex(r"\s*(?:[/／&＆、,，+・]|\b(?i:and|und|et|y|or)\b|(?<=\w)[与與和及と](?=\w)|(?<=\w) ?(?:및|와|과) )\s*")
_ROMAN = regex(r"^[IVX]{1,5}[.)]\s+")
_ASIDE = regex(r"\s*[(（\[【][^()（）\[\]【】]*[)）\]】]\s*$")
# What goes before another name for the same, or before the same in another script.
_BESIDE = regex(r"\s*[/／|｜]\s*|(?<=[A-Za-z])\s+(?=[^\W\x00-\u024f])|(?<=[^\W\x00-\u024f])\s+(?=[A-Za-z])")
_ABOUT = regex(r"\s+on\s.*$", re.IGNORECASE)
# What says no more of a section: `Thoughts on the paper`, `Summary in plain words`.
_PHRASE = regex(
    r"\s+(?:on\s+(?:the|this)\s+(?:paper|article|work|method|approach)"
    r"|in\s+(?:\w+\s+){0,3}(?:words?|english|terms|sentences?|lines?|short|brief))$",
    re.IGNORECASE,
)
# `Results on ImageNet` are results; `Notes on Widgets` is a title.
_TITLES = frozenset(("information", "thoughts", "summary", "introduction"))
_LONGEST = 80  # characters of a name


@lru_cache(maxsize=2048)  # many notes have sections of the same few names
def role_of(name: str) -> str | None:
    """The role of a section with that name; None where it announces none. Of `Method and results` it is the first."""
    if len(name) > _LONGEST:
        return None
    bare = _ROMAN.sub("", unnumbered(name))
    texts = (bare, _ASIDE.sub("", bare), _BESIDE.split(bare, maxsplit=1)[0], _PHRASE.sub("", bare))
    for text in dict.fromkeys(texts):
        if role := _role(fold_name(text)):
            return role
    if (about := _ABOUT.sub("", bare)) != bare and (role := _role(fold_name(about))) not in _TITLES:
        return role
    roles = [_role(fold_name(part)) for part in _AND.split(bare)]
    return roles[0] if len(roles) > 1 and all(roles) else None


def _role(name: str) -> str | None:
    """The role of a folded name, with up to two qualifiers taken off."""
    roles = _roles()
    for _ in range(3):
        if name in roles or not name:
            return roles.get(name)
        name = _unqualified(name)
    return None


def _unqualified(name: str) -> str:
    """A folded name without a qualifier before it, if the rest announces a role, else without one behind it."""
    roles, (before, behind) = _roles(), _qualifiers()
    for word in before.get(name[0], ()):
        if name.startswith(word) and name[len(word) :] in roles:
            return name[len(word) :]
    return next((name.removesuffix(word) for word in behind.get(name[-1], ()) if name.endswith(word)), name)


@cache
def _roles() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for line in _NAMES.strip().splitlines():
        role, _, names = line.partition(": ")
        found |= {fold_name(name.strip()): role for name in names.split(",")}
    return found


@cache
def _qualifiers() -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]:
    """The words before a name by their first letter and those behind it by their last, folded, the longest first."""
    return _by_letter(_BEFORE, 0), _by_letter(_BEHIND, -1)


def _by_letter(words: str, place: int) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for word in sorted({*map(fold_name, words.split())}, key=len, reverse=True):
        found.setdefault(word[place], []).append(word)
    return found
