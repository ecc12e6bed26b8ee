"""The venues that notelint knows, as text: one a line, `name | full name | other names` (these parted by `;`).

`name` is what the field calls the venue; the full name is left out where it is the same. A name after `=` counts only
as it is spelled here, because in another case it is an ordinary word; so do names of three letters and fewer. Acronyms
that more often mean something else (MSR, IV, PR) are left out.
"""

CONFERENCES = """\
CVPR | IEEE/CVF Conference on Computer Vision and Pattern Recognition | IEEE CVPR
ICCV | International Conference on Computer Vision | IEEE ICCV
ECCV | European Conference on Computer Vision
ACCV | Asian Conference on Computer Vision
WACV | Winter Conference on Applications of Computer Vision
BMVC | British Machine Vision Conference
3DV | International Conference on 3D Vision
ICIP | International Conference on Image Processing
ICPR | International Conference on Pattern Recognition
=FG | International Conference on Automatic Face and Gesture Recognition
ISMAR | International Symposium on Mixed and Augmented Reality
MICCAI | Medical Image Computing and Computer-Assisted Intervention | \
  International Conference on Medical Image Computing and Computer-Assisted Intervention
ISBI | International Symposium on Biomedical Imaging
IPMI | Information Processing in Medical Imaging
=MIDL | Medical Imaging with Deep Learning
NeurIPS | Conference on Neural Information Processing Systems | \
  NIPS; Advances in Neural Information Processing Systems; Neural Information Processing Systems
ICLR | International Conference on Learning Representations
ICML | International Conference on Machine Learning
AISTATS | International Conference on Artificial Intelligence and Statistics
UAI | Conference on Uncertainty in Artificial Intelligence
COLT | Conference on Learning Theory | Computational Learning Theory
=ALT | International Conference on Algorithmic Learning Theory
ACML | Asian Conference on Machine Learning
ECML PKDD | European Conference on Machine Learning and Principles and Practice of Knowledge Discovery in Databases | \
  ECML-PKDD; ECML/PKDD; ECML; PKDD; ECMLPKDD; European Conference on Machine Learning
CoLLAs | Conference on Lifelong Learning Agents
=LoG | Learning on Graphs Conference
COLM | Conference on Language Modeling
MLSys | Conference on Machine Learning and Systems | SysML
AAAI | AAAI Conference on Artificial Intelligence
IJCAI | International Joint Conference on Artificial Intelligence
ECAI | European Conference on Artificial Intelligence
AAMAS | International Conference on Autonomous Agents and Multiagent Systems
IJCNN | International Joint Conference on Neural Networks
ICANN | International Conference on Artificial Neural Networks
ICONIP | International Conference on Neural Information Processing
GECCO | Genetic and Evolutionary Computation Conference
AIES | Conference on AI, Ethics, and Society
FAccT | Conference on Fairness, Accountability, and Transparency | =FAT*
SaTML | Conference on Secure and Trustworthy Machine Learning
ACL | Annual Meeting of the Association for Computational Linguistics | \
  Findings of ACL; ACL Findings; Findings of the Association for Computational Linguistics; ACL-IJCNLP
EMNLP | Conference on Empirical Methods in Natural Language Processing | \
  Findings of EMNLP; EMNLP Findings; EMNLP-IJCNLP
NAACL | North American Chapter of the Association for Computational Linguistics | \
  NAACL-HLT; Findings of NAACL; NAACL Findings; \
  Conference of the North American Chapter of the Association for Computational Linguistics
EACL | European Chapter of the Association for Computational Linguistics | \
  Findings of EACL; Conference of the European Chapter of the Association for Computational Linguistics
AACL | Asia-Pacific Chapter of the Association for Computational Linguistics | AACL-IJCNLP
IJCNLP | International Joint Conference on Natural Language Processing
COLING | International Conference on Computational Linguistics | LREC-COLING
CoNLL | Conference on Computational Natural Language Learning
LREC | Language Resources and Evaluation Conference | International Conference on Language Resources and Evaluation
INLG | International Natural Language Generation Conference
SIGDIAL | Annual Meeting of the Special Interest Group on Discourse and Dialogue
=WMT | Conference on Machine Translation
NLPCC | International Conference on Natural Language Processing and Chinese Computing
INTERSPEECH | Conference of the International Speech Communication Association
ICASSP | International Conference on Acoustics, Speech and Signal Processing | IEEE ICASSP
ISMIR | International Society for Music Information Retrieval Conference
EUSIPCO | European Signal Processing Conference
ACM MM | ACM International Conference on Multimedia | ACMMM; ACM Multimedia; =MM
ICME | International Conference on Multimedia and Expo
ICMR | International Conference on Multimedia Retrieval
MMSys | Multimedia Systems Conference
SIGIR | International Conference on Research and Development in Information Retrieval | ACM SIGIR
KDD | Conference on Knowledge Discovery and Data Mining | SIGKDD; ACM SIGKDD; ACM KDD
WWW | The Web Conference | International World Wide Web Conference; TheWebConf; WebConf; World Wide Web Conference
WSDM | International Conference on Web Search and Data Mining
CIKM | International Conference on Information and Knowledge Management
RecSys | Conference on Recommender Systems | ACM RecSys
ECIR | European Conference on Information Retrieval
ICDM | International Conference on Data Mining
SDM | SIAM International Conference on Data Mining
PAKDD | Pacific-Asia Conference on Knowledge Discovery and Data Mining
ICTIR | International Conference on the Theory of Information Retrieval
CHIIR | Conference on Human Information Interaction and Retrieval
=TREC | Text Retrieval Conference
ICWSM | International Conference on Web and Social Media
ISWC | International Semantic Web Conference
ESWC | European Semantic Web Conference
ASONAM | Advances in Social Networks Analysis and Mining
SIGMOD | International Conference on Management of Data | ACM SIGMOD; SIGMOD/PODS
VLDB | International Conference on Very Large Data Bases | Very Large Data Bases
PODS | Symposium on Principles of Database Systems
ICDE | International Conference on Data Engineering | IEEE ICDE
CIDR | Conference on Innovative Data Systems Research | Biennial Conference on Innovative Data Systems Research
EDBT | International Conference on Extending Database Technology | EDBT/ICDT
ICDT | International Conference on Database Theory
DASFAA | International Conference on Database Systems for Advanced Applications
ADBIS | European Conference on Advances in Databases and Information Systems
SSDBM | International Conference on Scientific and Statistical Database Management
SoCC | Symposium on Cloud Computing | ACM SoCC
DEBS | International Conference on Distributed and Event-based Systems
SSTD | International Symposium on Spatial and Temporal Databases
SIGSPATIAL | International Conference on Advances in Geographic Information Systems | ACM SIGSPATIAL
SOSP | Symposium on Operating Systems Principles | ACM SOSP
OSDI | Symposium on Operating Systems Design and Implementation | \
  Symposium on Operating System Design and Implementation; USENIX OSDI
NSDI | Symposium on Networked Systems Design and Implementation | USENIX NSDI
USENIX ATC | USENIX Annual Technical Conference | =ATC
=FAST | Conference on File and Storage Technologies | USENIX FAST
EuroSys | European Conference on Computer Systems
ASPLOS | International Conference on Architectural Support for Programming Languages and Operating Systems
=Middleware | International Middleware Conference
SYSTOR | International Systems and Storage Conference
=LISA | Large Installation System Administration Conference
ICDCS | International Conference on Distributed Computing Systems
PODC | Symposium on Principles of Distributed Computing
=DISC | International Symposium on Distributed Computing
SPAA | Symposium on Parallelism in Algorithms and Architectures
PPoPP | Symposium on Principles and Practice of Parallel Programming
HPDC | International Symposium on High-Performance Parallel and Distributed Computing
IPDPS | International Parallel and Distributed Processing Symposium
ICPP | International Conference on Parallel Processing
=SC | International Conference for High Performance Computing, Networking, Storage and Analysis | \
  Supercomputing Conference
=ICS | International Conference on Supercomputing
CCGrid | International Symposium on Cluster, Cloud and Grid Computing
=PACT | International Conference on Parallel Architectures and Compilation Techniques
ISCA | International Symposium on Computer Architecture
=MICRO | International Symposium on Microarchitecture
HPCA | International Symposium on High-Performance Computer Architecture
ISPASS | International Symposium on Performance Analysis of Systems and Software
IISWC | International Symposium on Workload Characterization
=DAC | Design Automation Conference
ICCAD | International Conference on Computer-Aided Design
=DATE | Design, Automation and Test in Europe Conference
=FPGA | International Symposium on Field-Programmable Gate Arrays
FCCM | International Symposium on Field-Programmable Custom Computing Machines
FPL | International Conference on Field-Programmable Logic and Applications
ISSCC | International Solid-State Circuits Conference
=VLSI | Symposium on VLSI Technology and Circuits
ISCAS | International Symposium on Circuits and Systems
Hot Chips | Hot Chips Symposium
SIGCOMM | Conference of the ACM Special Interest Group on Data Communication | ACM SIGCOMM
INFOCOM | International Conference on Computer Communications | IEEE INFOCOM
MobiCom | International Conference on Mobile Computing and Networking
MobiSys | International Conference on Mobile Systems, Applications, and Services
SenSys | Conference on Embedded Networked Sensor Systems
IPSN | International Conference on Information Processing in Sensor Networks
CoNEXT | Conference on emerging Networking EXperiments and Technologies
=IMC | Internet Measurement Conference
SIGMETRICS | International Conference on Measurement and Modeling of Computer Systems
RTSS | Real-Time Systems Symposium
RTAS | Real-Time and Embedded Technology and Applications Symposium
=ICC | International Conference on Communications
GLOBECOM | Global Communications Conference
PLDI | Conference on Programming Language Design and Implementation
POPL | Symposium on Principles of Programming Languages
OOPSLA | Conference on Object-Oriented Programming Systems, Languages, and Applications
ICFP | International Conference on Functional Programming
ECOOP | European Conference on Object-Oriented Programming
ESOP | European Symposium on Programming
=CGO | International Symposium on Code Generation and Optimization
=CAV | International Conference on Computer Aided Verification
TACAS | Tools and Algorithms for the Construction and Analysis of Systems
LICS | Symposium on Logic in Computer Science
ICSE | International Conference on Software Engineering
=FSE | Symposium on the Foundations of Software Engineering | ESEC/FSE
=ASE | International Conference on Automated Software Engineering
ISSTA | International Symposium on Software Testing and Analysis
ICSME | International Conference on Software Maintenance and Evolution
SANER | International Conference on Software Analysis, Evolution and Reengineering
International Conference on Mining Software Repositories
USENIX Security | USENIX Security Symposium
DSN | International Conference on Dependable Systems and Networks
NDSS | Network and Distributed System Security Symposium
IEEE S&P | Symposium on Security and Privacy | =S&P
=CCS | Conference on Computer and Communications Security | ACM CCS
EuroS&P | European Symposium on Security and Privacy
=RAID | International Symposium on Research in Attacks, Intrusions and Defenses
ESORICS | European Symposium on Research in Computer Security
=CRYPTO | International Cryptology Conference
EUROCRYPT | International Conference on the Theory and Applications of Cryptographic Techniques
ASIACRYPT | International Conference on the Theory and Application of Cryptology and Information Security
=PETS | Privacy Enhancing Technologies Symposium
STOC | Symposium on Theory of Computing
FOCS | Symposium on Foundations of Computer Science
=SODA | Symposium on Discrete Algorithms
ICALP | International Colloquium on Automata, Languages, and Programming
ITCS | Innovations in Theoretical Computer Science
SoCG | Symposium on Computational Geometry
=CHI | Conference on Human Factors in Computing Systems | ACM CHI; SIGCHI
UIST | Symposium on User Interface Software and Technology | ACM UIST
CSCW | Conference on Computer-Supported Cooperative Work
UbiComp | International Joint Conference on Pervasive and Ubiquitous Computing
IUI | International Conference on Intelligent User Interfaces
=DIS | Designing Interactive Systems Conference
ICMI | International Conference on Multimodal Interaction
=HRI | International Conference on Human-Robot Interaction
IEEE VIS | Visualization and Visual Analytics Conference | =VIS; InfoVis
EuroVis | Conference on Visualization
SIGGRAPH | Conference on Computer Graphics and Interactive Techniques | ACM SIGGRAPH
SIGGRAPH Asia | Conference and Exhibition on Computer Graphics and Interactive Techniques in Asia
Eurographics | Annual Conference of the European Association for Computer Graphics
I3D | Symposium on Interactive 3D Graphics and Games
HPG | High-Performance Graphics
IEEE VR | Conference on Virtual Reality and 3D User Interfaces
ICRA | International Conference on Robotics and Automation | IEEE ICRA
IROS | International Conference on Intelligent Robots and Systems
CoRL | Conference on Robot Learning
=RSS | Robotics: Science and Systems
ISER | International Symposium on Experimental Robotics
=Humanoids | International Conference on Humanoid Robots
L4DC | Learning for Dynamics and Control Conference
=CDC | Conference on Decision and Control
American Control Conference
Intelligent Vehicles Symposium
ITSC | International Conference on Intelligent Transportation Systems
RECOMB | International Conference on Research in Computational Molecular Biology
ISMB | Intelligent Systems for Molecular Biology
BIBM | International Conference on Bioinformatics and Biomedicine
=PSB | Pacific Symposium on Biocomputing
EMBC | International Conference of the IEEE Engineering in Medicine and Biology Society
MLHC | Machine Learning for Healthcare Conference
=CHIL | Conference on Health, Inference, and Learning
AMIA | American Medical Informatics Association Annual Symposium
=EC | Conference on Economics and Computation
ISIT | International Symposium on Information Theory
SIGCSE | Technical Symposium on Computer Science Education
International Conference on Educational Data Mining
"""

JOURNALS = """\
TPAMI | IEEE Transactions on Pattern Analysis and Machine Intelligence | PAMI; T-PAMI; IEEE TPAMI
IJCV | International Journal of Computer Vision
=TIP | IEEE Transactions on Image Processing | IEEE TIP
TMM | IEEE Transactions on Multimedia
TCSVT | IEEE Transactions on Circuits and Systems for Video Technology
CVIU | Computer Vision and Image Understanding
=Pattern Recognition
Pattern Recognition Letters
TMI | IEEE Transactions on Medical Imaging
MedIA | Medical Image Analysis
TNNLS | IEEE Transactions on Neural Networks and Learning Systems
JMLR | Journal of Machine Learning Research
TMLR | Transactions on Machine Learning Research
JAIR | Journal of Artificial Intelligence Research
AIJ | Artificial Intelligence Journal
MLJ | Machine Learning Journal
=Neural Computation
=Neural Networks
Neurocomputing
TACL | Transactions of the Association for Computational Linguistics
Computational Linguistics Journal
TASLP | IEEE/ACM Transactions on Audio, Speech, and Language Processing
Computer Speech and Language
TSP | IEEE Transactions on Signal Processing
JSTSP | IEEE Journal of Selected Topics in Signal Processing
IEEE Signal Processing Letters
TIT | IEEE Transactions on Information Theory
TKDE | IEEE Transactions on Knowledge and Data Engineering
TKDD | ACM Transactions on Knowledge Discovery from Data
TOIS | ACM Transactions on Information Systems
TODS | ACM Transactions on Database Systems
PVLDB | Proceedings of the VLDB Endowment | VLDB Endowment; Proc. VLDB Endow.
VLDB Journal | The VLDB Journal | VLDBJ; The International Journal on Very Large Data Bases
PACMMOD | Proceedings of the ACM on Management of Data | Proc. ACM Manag. Data
SIGMOD Record
Data Engineering Bulletin | Bulletin of the IEEE Computer Society Technical Committee on Data Engineering | \
  IEEE Data Engineering Bulletin; IEEE Data Eng. Bull.
TOCS | ACM Transactions on Computer Systems
=TOS | ACM Transactions on Storage
TPDS | IEEE Transactions on Parallel and Distributed Systems
IEEE Transactions on Computers
TCAD | IEEE Transactions on Computer-Aided Design of Integrated Circuits and Systems
TACO | ACM Transactions on Architecture and Code Optimization
JSSC | IEEE Journal of Solid-State Circuits
ToN | IEEE/ACM Transactions on Networking
TMC | IEEE Transactions on Mobile Computing
JSAC | IEEE Journal on Selected Areas in Communications
TDSC | IEEE Transactions on Dependable and Secure Computing
TIFS | IEEE Transactions on Information Forensics and Security
TSE | IEEE Transactions on Software Engineering
TOSEM | ACM Transactions on Software Engineering and Methodology
TOPLAS | ACM Transactions on Programming Languages and Systems
PACMPL | Proceedings of the ACM on Programming Languages
CACM | Communications of the ACM
JACM | Journal of the ACM
SIGOPS Review | ACM SIGOPS Operating Systems Review | Operating Systems Review
CSUR | ACM Computing Surveys
SIGACT News | ACM SIGACT News
Proceedings of the IEEE | Proceedings of the IEEE | Proc. IEEE
TOG | ACM Transactions on Graphics | ACM TOG; ToG
TVCG | IEEE Transactions on Visualization and Computer Graphics
CGF | Computer Graphics Forum
TOCHI | ACM Transactions on Computer-Human Interaction
IMWUT | Proceedings of the ACM on Interactive, Mobile, Wearable and Ubiquitous Technologies
PACMHCI | Proceedings of the ACM on Human-Computer Interaction
IJRR | International Journal of Robotics Research
=T-RO | IEEE Transactions on Robotics | TRO
=RA-L | IEEE Robotics and Automation Letters
Science Robotics
JFR | Journal of Field Robotics
SIAM Review
Software: Practice and Experience
=Nature
=Science
=Cell
=Neuron
Nature Communications | Nature Communications | Nat. Commun.; Nat Commun
Nature Methods | Nature Methods | Nat. Methods; Nat Methods
Nature Machine Intelligence | Nature Machine Intelligence | Nat. Mach. Intell.
Nature Medicine | Nature Medicine | Nat. Med.; Nat Med
Nature Biotechnology | Nature Biotechnology | Nat. Biotechnol.; Nat Biotechnol
Nature Genetics | Nature Genetics | Nat. Genet.; Nat Genet
Nature Neuroscience | Nature Neuroscience | Nat. Neurosci.
Nature Physics
Nature Chemistry
Nature Materials
Nature Electronics
Nature Computational Science
Nature Human Behaviour
Nature Plants
Nature Biomedical Engineering
Scientific Reports | Scientific Reports | Sci. Rep.; Sci Rep
Scientific Data
Science Advances | Science Advances | Sci. Adv.
Science Translational Medicine
PNAS | Proceedings of the National Academy of Sciences | \
  Proc. Natl. Acad. Sci.; Proceedings of the National Academy of Sciences of the United States of America
PLOS ONE
PLOS Computational Biology
eLife
Cell Reports
Molecular Cell
Genome Biology
Genome Research
Nucleic Acids Research
=Bioinformatics
Briefings in Bioinformatics
BMC Bioinformatics
Plant Cell | The Plant Cell
New Phytologist
Horticulture Research
JIPB | Journal of Integrative Plant Biology
NeuroImage
JAMIA | Journal of the American Medical Informatics Association
JAMA | Journal of the American Medical Association
NEJM | New England Journal of Medicine
Lancet | The Lancet
BMJ | British Medical Journal
Physical Review Letters | Physical Review Letters | Phys. Rev. Lett.
Econometrica
"""

WORKSHOPS = """\
SemEval | International Workshop on Semantic Evaluation
ASRU | Automatic Speech Recognition and Understanding Workshop
=SLT | Spoken Language Technology Workshop
WASPAA | Workshop on Applications of Signal Processing to Audio and Acoustics
HotOS | Workshop on Hot Topics in Operating Systems
HotStorage | Workshop on Hot Topics in Storage and File Systems
HotCloud | Workshop on Hot Topics in Cloud Computing
HotNets | Workshop on Hot Topics in Networks
WAFR | Workshop on the Algorithmic Foundations of Robotics
CVPRW | Conference on Computer Vision and Pattern Recognition Workshops
ICCVW | International Conference on Computer Vision Workshops
ECCVW | European Conference on Computer Vision Workshops
WACVW | Winter Conference on Applications of Computer Vision Workshops
DaMoN | International Workshop on Data Management on New Hardware
WebDB | International Workshop on the Web and Databases
"""

PREPRINT_SERVERS = """\
arXiv | arXiv preprint | arxiv.org; CoRR; Computing Research Repository
bioRxiv | bioRxiv preprint | biorxiv.org
medRxiv | medRxiv preprint | medrxiv.org
ChemRxiv | ChemRxiv preprint
PsyArXiv | PsyArXiv preprint
SSRN | Social Science Research Network
Research Square
TechRxiv | TechRxiv preprint
"""
