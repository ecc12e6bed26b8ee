"""Names that are common, as text: they tell names from other words where nothing else does.

`GIVEN_NAMES` tell `Doe, Jane, Roe, John` from four family names. Names that are as common as family names (Martin,
Thomas, James, Paul, Wei) are left out where they end a person's name more often than they begin one.
`WRITTEN_FAMILY_NAMES` are family names in Latin letters, mostly of Asia, that are no words of English. `FAMILY_NAMES`
are those that Chinese, Japanese and Korean names begin with: they tell `张三，李四` from `部件，齿轮`.
"""

GIVEN_NAMES = """
aaron adam adrian ahmed aidan akira alan albert alejandro alessandro alex alexander alexandra alexandre alexei alice
alina amanda amir amit amy ana andrea andreas andrei andrew andrey andy angela anil anita anja ann anna anne anthony
anton antonio arun ashish ashley barbara beatriz ben benjamin bernd bernhard bob brandon brian bruno bryan caleb
cameron camille carla carlos carmen carol caroline catherine cecilia chad charles charlotte chloe chris christian
christina christine christoph christopher claire clara claudia claus clemens colin connor craig dan daniel daniela
dave david dean deborah denis derek diana diego dirk dmitry dominik donald dorothy douglas dylan edgar eduardo
edward egor elena elias elisa elizabeth ella ellen emanuel emil emilia emilio emily emma enrico eric erik ernesto
ernst esteban esther ethan eva fabian fatima felix fernando filip florian francesca francesco francois frank franz
fred frederik fredrik gabor gabriel gabriela gary gaurav gemma geoffrey georg george gerhard gilbert giovanni giulia
giuseppe gonzalo grace greg gregory guillaume gustavo hannah hans hector heiko helen helena helga henrik henry
herbert hiroshi holger hubert hugo ian ibrahim igor ilya ines ingrid irene irina isabel isabelle ivan ivana jack
jacob jacques jaime jakob jamie jan jane janet jaroslav jason javier jean jeff jeffrey jennifer jens jeremy jerome
jerry jessica jill jim joachim joan joanna joao joel johan johann johannes john jon jonas jonathan jordi jorge jose
josef joseph joshua juan judith julia julian julie julio jurgen justin kai karen karin karl kate katharina katherine
kathleen kathryn keith kelly ken kenji kenneth kevin kirsten klaus konstantin kristin kyle larry lars laura lea leah
lena leo leon leonardo leonid leslie lewis liam linda lionel lisa liz lorenzo louis louise luca lucas lucia ludwig
luis luisa lukas lukasz luke maggie magnus malcolm manuel marc marcel marco marcos margaret maria marie mario marion
marius mark markus marta martha mary mateo mathieu matteo matthew matthias maurice max maxim maxime maximilian
melanie mia michael michel michele miguel mike mikhail milan mohamed mohammad mohammed monica monika morten nadia
naoki naomi natalia natalie natasha nathan nathaniel neil nicholas nick nicola nicolas nicole nigel niklas nikolai
nils nina noah noam noel nora olaf oleg olga oliver olivia omar oscar otto pablo pamela paolo pascal pat patricia
patrick paula pavel pedro per peter petr petra philip philipp philippe pierre piotr priya rachel rafael rahul rainer
rajesh ralf ralph raphael raul ravi raymond rebecca reinhard rene ricardo richard rob robert roberto robin roger
rohit roland roman ron ronald rosa ruslan russell ruth ryan sabine sabrina sam samantha samuel sandeep sandra sanjay
santiago sara sarah satoshi scott sean sebastian sergei sergey sergio sheila shreya silvia silvio simon simone sofia
sonia sophia sophie stanislav stefan stefano stephan stephanie stephen steve steven stuart sumit sunil suresh susan
susana susanne sven sylvia szymon takashi tamara tanja tatiana ted teemu teresa theo theodore thierry thorsten tim
timo timothy tina tobias toby todd tom tomas tony travis trevor tyler ulrich ursula uwe vadim valentina valerie
vanessa vera veronica victor victoria vijay vincent vincenzo viola virginia vivek vladimir volker walter wendy
werner wilhelm wolfgang xavier yann yannick yannis yoshua yuki yuri yusuf yves zachary zoe
"""

FAMILY_NAMES = """
王 李 张 張 刘 劉 陈 陳 杨 楊 黄 黃 赵 趙 吴 吳 周 徐 孙 孫 马 馬 朱 胡 郭 何 高 林 罗 羅 郑 鄭 梁 谢 謝 宋 唐 许 許
韩 韓 冯 馮 邓 鄧 曹 彭 曾 肖 蕭 田 董 袁 潘 于 蒋 蔣 蔡 余 杜 叶 葉 程 苏 蘇 魏 吕 呂 丁 任 沈 姚 卢 盧 姜 崔 钟 鍾
谭 譚 陆 陸 汪 范 金 石 廖 贾 賈 夏 韦 付 傅 方 白 邹 鄒 孟 熊 秦 邱 江 尹 薛 闫 段 雷 侯 龙 龍 史 陶 黎 贺 賀 顾 顧
毛 郝 龚 龔 邵 万 萬 钱 錢 严 嚴 武 戴 莫 孔 向 汤 湯 温 溫 康 施 文 牛 樊 葛 邢 安 齐 易 乔 喬 伍 庞 颜 倪 庄 莊 聂
章 鲁 岳 翟 殷 詹 申 欧 歐 耿 关 兰 焦 俞 左 柳 甘 祝 包 宁 尚 符 舒 阮 柯 纪 梅 童 凌 毕 单 裴 霍 涂 成 苗 谷 盛 曲
冉 骆 蓝 路 游 辛 靳 管 柴 蒙 鲍 华 祁 屈 饶 解 牟 艾 尤 阳 时 穆 司 古 吉 缪 简 车 项 连 芦 麦 褚 娄 窦 戚 岑 景 党
宫 费 卜 冷 晏 席 卫 米 柏 宗 瞿 桂 全 佟 应 欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 东方 皇甫 令狐 佐藤 鈴木 高橋 田中
伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 斎藤 清水 山崎 森 池田 橋本 阿部 石川 山下 中島
石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 福田 太田 西村 藤井 金子 岡本 藤原 三浦 中野 中川 原田
松田 竹内 小野 田村 中山 和田 石田 森田 上田 原 内田 柴田 酒井 宮崎 横山 高木 安藤 宮本 大野 小島 谷口 工藤 今井
高田 増田 丸山 杉山 村田 大塚 新井 小山 平野 藤本 河野 上野 野口 武田 松井 千葉 菅原 岩崎 久保 木下 佐野 野村 김 이
박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 전 홍 고 문 양 손 배 백 허 유 남 심 노 하 곽 성 차 주 우 구 민 진
지 엄 채 원 천 방 공 현 함 변 염 여 추 도 소 석 선 설 마 길 연 위 표 명 기 반 라 왕 금 옥 육 인 맹 제 모
"""

WRITTEN_FAMILY_NAMES = """
agarwal ahmed ali anderson bai banerjee bao becker bhattacharya brown cai cao chan chang chatterjee chen cheng cho
choi chu chung cui dai das davis deng ding dong du duan evans fan fang feng fernandez fischer fu gao garcia ge gomez
gong gonzalez gu guan guo gupta han hao he hernandez hong hou hsieh hsu hu huang hwang ito iyer jain jia jiang jin
johnson jones joshi kang kapoor khan kim kumar kuo kwon lai lam lau lee lei leung li liang liao lim lin ling liu
lopez lou lu luo lv ma mao martinez mehta meng miller mishra mueller muller nakamura nguyen ni nie oh ouyang pan
park patel peng perez pham qian qiao qin qiu rao ren rodriguez ryu sanchez sato schmidt schneider shah shao sharma
shen shi shin singh smith song srinivasan su sun suzuki tan tanaka tang tao taylor tian tran tsai tung vu wagner
wang watanabe weber wei wen williams wilson wong wu xia xiao xie xing xiong xu xue yamamoto yan yang yao ye yi yin
yoon you yu yuan zeng zhang zhao zheng zhong zhou zhu zou
"""
